// embed_page OUT FILE...: writes the files, compressed by gzip, as arrays of bytes that a C++ source
// includes.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <zlib.h>

namespace {

std::string packed(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::ofstream out(argv[1]);
  std::string table;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string path = argv[i], name = path.substr(path.rfind('/') + 1), bytes = packed(text);
    out << "constexpr unsigned char kFile" << i << "[] = {";
    for (const char c : bytes) out << static_cast<int>(static_cast<unsigned char>(c)) << ',';
    out << "};\n";
    table +=
        "    {\"" + name + "\", kFile" + std::to_string(i) + ", sizeof kFile" + std::to_string(i) + "},\n";
  }
  out << "constexpr Embedded kEmbedded[] = {\n" << table << "};\n";
  return out.flush() ? 0 : 1;
}
