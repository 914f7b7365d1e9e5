#include "base/file_calls.h"

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace handover {
namespace {

FileCalls& plain_calls() {
  static FileCalls calls;
  return calls;
}

FileCalls* in_use = nullptr;

}  // namespace

int FileCalls::open(const char* path, int flags) {
  return ::open(path, flags, 0644);
}

ssize_t FileCalls::write(int descriptor, const void* bytes, std::size_t count) {
  return ::write(descriptor, bytes, count);
}

int FileCalls::sync(int descriptor) {
  return ::fsync(descriptor);
}

int FileCalls::rename(const char* from, const char* to) {
  return ::rename(from, to);
}

FileCalls& file_calls() {
  return in_use == nullptr ? plain_calls() : *in_use;
}

UseFileCalls::UseFileCalls(FileCalls& calls) {
  in_use = &calls;
}

UseFileCalls::~UseFileCalls() {
  in_use = nullptr;
}

}  // namespace handover
