// Two statements side by side: the words that each stresses.
#pragma once

#include "report/documents.h"
#include "talks/readout.h"

#include <string>
#include <vector>

namespace handover::report {

inline constexpr double kSureAt = 1.96;  // standard deviations: beyond them a difference is hardly chance

struct ReadoutRun {
  std::string first, second;  // files
  std::size_t most = 15;      // terms of each list
  talks::Readout readout;
  std::vector<std::string> notes = {};  // on the files and the texts, in words
};
// `background`: files of texts that say how often each word is used anyway. Throws InputError for a file that
// cannot be read.
ReadoutRun compare_statement_files(const std::string& first, const std::string& second, std::size_t most,
                                   const std::vector<std::string>& background, talks::ReadoutOptions how);
// Words said once in all say little: they are left out unless there is nothing else.
std::vector<talks::Term> said_twice(const std::vector<talks::Term>& terms);

Json document_of(const ReadoutRun& run);
std::string words_svg(const ReadoutRun& run);

}  // namespace handover::report
