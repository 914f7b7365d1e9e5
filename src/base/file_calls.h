// The system calls through which files are written, so that a test can make each of them fail as a full or
// broken disk does.
#pragma once

#include <cstddef>

#include <sys/types.h>

namespace handover {

class FileCalls {
 public:
  FileCalls() = default;
  FileCalls(const FileCalls&) = delete;
  FileCalls& operator=(const FileCalls&) = delete;
  virtual ~FileCalls() = default;
  // As the calls of the same name: -1 and errno on failure. New files have mode 0644.
  virtual int open(const char* path, int flags);
  virtual ssize_t write(int descriptor, const void* bytes, std::size_t count);
  virtual int sync(int descriptor);
  virtual int rename(const char* from, const char* to);
};

FileCalls& file_calls();

// Puts other calls in place for its lifetime. For tests, one thread at a time.
class UseFileCalls {
 public:
  explicit UseFileCalls(FileCalls& calls);
  ~UseFileCalls();
  UseFileCalls(const UseFileCalls&) = delete;
  UseFileCalls& operator=(const UseFileCalls&) = delete;
};

}  // namespace handover
