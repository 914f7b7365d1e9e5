// Inside base only: how an open file is read, and what is said when it cannot be.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>

namespace handover {

// An open file, closed at the end; below 0 when it could not be opened.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  int number() const { return number_; }

 private:
  int number_;
};

// Throws InputError about `name`: why it could not be opened or read, by the number in errno.
[[noreturn]] void refuse_to_read(const std::string& name, int error);
// A pipe that the shell opened for us: /dev/stdin, /dev/fd/N, and what `<( )` is.
bool is_from_the_shell(const std::filesystem::path& path);
// All bytes of a plain file (or a pipe, where that is allowed), at most `most_bytes`. Throws InputError.
std::string read_descriptor(int descriptor, const std::string& name, std::size_t most_bytes,
                            bool pipe_allowed);

}  // namespace handover
