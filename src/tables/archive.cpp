#include "tables/archive.h"

#include "base/problem.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <zip.h>
#include <zlib.h>

namespace handover {
namespace {

InputError damaged(const std::string& file, std::string what) {
  return InputError(Problem{.code = ProblemCode::unreadable,
                            .file = file,
                            .what = std::move(what),
                            .hint = "fetch the file again, or unpack it yourself"});
}

InputError too_large(const std::string& file, std::size_t most) {
  return InputError(Problem{.code = ProblemCode::limit,
                            .file = file,
                            .what = fmt::format("unpacks to more than {} MB", most >> 20U),
                            .hint = "unpack it, and keep the rows that you need"});
}

// zlib's stream with its end.
class Inflater {
 public:
  Inflater() { good_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  bool good() const { return good_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool good_ = false;
};

}  // namespace

std::string gunzip(std::string_view bytes, const std::string& file, std::size_t most) {
  Inflater inflater;
  if (!inflater.good()) throw damaged(file, "cannot be unpacked");
  z_stream& stream = inflater.stream();
  // zlib's interface is older than const; it does not write to its input.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast, cppcoreguidelines-pro-type-reinterpret-cast)
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  std::size_t left = bytes.size();
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    if (stream.avail_in == 0) {
      const std::size_t piece = std::min<std::size_t>(left, 1U << 30U);
      stream.avail_in = static_cast<uInt>(piece);
      left -= piece;
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int state = inflate(&stream, Z_NO_FLUSH);
    text.append(buffer.data(), buffer.size() - stream.avail_out);
    if (text.size() > most) throw too_large(file, most);
    if (state == Z_STREAM_END) {
      // A further member may follow; what is no member (padding of tapes) ends the file.
      const bool more = stream.avail_in > 1 && stream.next_in[0] == 0x1F && stream.next_in[1] == 0x8B;
      if (!more) return text;
      inflateReset(&stream);
    } else if (state != Z_OK || (stream.avail_in == 0 && left == 0 && stream.avail_out > 0)) {
      throw damaged(file, state == Z_OK || state == Z_BUF_ERROR ? "is a gzip file that is cut short"
                                                                : "is a damaged gzip file");
    }
  }
}

struct ZipArchive::Handle {
  zip_t* archive = nullptr;
  ~Handle() {
    if (archive != nullptr) zip_discard(archive);
  }
};

ZipArchive::ZipArchive(std::string_view bytes, std::string file, std::size_t most)
    : handle_(std::make_unique<Handle>()), file_(std::move(file)), most_(most), left_(most) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  handle_->archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  const bool failed = handle_->archive == nullptr;
  if (failed && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (failed) throw damaged(file_, "is a damaged zip archive, or one that is cut short");
  const zip_int64_t entries = zip_get_num_entries(handle_->archive, 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const char* name = zip_get_name(handle_->archive, static_cast<zip_uint64_t>(i), 0);
    if (name != nullptr && *name != '\0' && !std::string_view(name).ends_with('/')) names_.emplace_back(name);
  }
}
ZipArchive::~ZipArchive() = default;

bool ZipArchive::holds(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

std::string ZipArchive::read(const std::string& name) {
  zip_stat_t about;
  zip_stat_init(&about);
  const bool found = zip_stat(handle_->archive, name.c_str(), 0, &about) == 0;
  const bool encrypted =
      found && (about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE;
  if (encrypted) throw damaged(file_, fmt::format("has a member under a password: {}", name));
  zip_file_t* member = found ? zip_fopen(handle_->archive, name.c_str(), 0) : nullptr;
  if (member == nullptr) throw damaged(file_, fmt::format("has a member that cannot be read: {}", name));
  // The stated size may lie: what counts is what comes out.
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  zip_int64_t got = 0;
  while ((got = zip_fread(member, buffer.data(), buffer.size())) > 0 && text.size() <= left_)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  zip_fclose(member);
  if (text.size() > left_) throw too_large(file_, most_);
  if (got < 0) throw damaged(file_, fmt::format("has a damaged member: {}", name));
  left_ -= text.size();
  return text;
}

}  // namespace handover
