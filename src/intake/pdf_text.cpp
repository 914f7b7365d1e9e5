// The text of a PDF by the program pdftotext (poppler-utils), which runs on its own with limits of time,
// memory and output: a PDF that explodes ends there and not here. The library is under the GPL; a program is
// called.
#include "base/child_process.h"
#include "base/files.h"
#include "intake/formats.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::intake {
namespace {

constexpr int kMostSeconds = 20;  // of processor time: a thousand pages take five
constexpr int kMostMemoryKilobytes = 1024 * 1024;
constexpr std::size_t kMostText = kLongestText;

// A folder that is gone at the end.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::string& file) {
    std::string pattern = (std::filesystem::temp_directory_path() / "handover-pdf-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
      refuse_document(ProblemCode::external, file, "needs a folder for temporary files",
                      "set TMPDIR to one that can be written");
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

ProgramEnd run_limited(const std::vector<std::string>& command) {
  const std::string limits = fmt::format("ulimit -t {}; ulimit -v {}; ulimit -f {}; exec \"$@\"",
                                         kMostSeconds, kMostMemoryKilobytes, 2 * kMostText / 512);
  std::vector<std::string> words = {"sh", "-c", limits, "pdf"};
  words.insert(words.end(), command.begin(), command.end());
  return run_program(words);
}

}  // namespace

Document read_pdf(std::string_view bytes, const std::string& file) {
  const ScratchFolder scratch(file);
  const std::string in = (scratch.path() / "in.pdf").string();
  const std::string out = (scratch.path() / "out.txt").string();
  write_file_atomically(in, bytes);
  const ProgramEnd end = run_limited({"pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", in, out});
  if (end.code == 127)
    refuse_document(ProblemCode::external, file, "is a PDF, and the program pdftotext is not there",
                    "install poppler-utils, or save the text yourself");
  std::error_code fault;
  const auto size = std::filesystem::file_size(out, fault);
  if (end.code != 0 || fault)
    refuse_document(ProblemCode::unreadable, file,
                    "is a PDF that cannot be read within its limits of time, memory and length",
                    "save it again, unlocked, or as text");
  if (size > kMostText)
    refuse_document(ProblemCode::limit, file, "holds more than 50 MB of text", "split it");
  Document document;
  document.format = "PDF";
  document.text = read_file(out);
  return document;
}

}  // namespace handover::intake
