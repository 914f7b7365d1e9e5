// Work shared out to threads without letting the result depend on how.
#pragma once

#include <cstddef>
#include <functional>

namespace handover {

// Calls work(i) once for each i in 0..count-1, on up to `threads` threads (0: one for each core). Items must
// be independent and write to places of their own, so that the result is the same for any number of threads.
// The first exception stops the hand-out of further items and is rethrown here. Throws Interrupted when the
// calling computation's stop token (base/interrupt.h) asks for it; every helper works under the same token.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace handover
