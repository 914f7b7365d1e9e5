#include "cli/bind.h"
#include "cli/commands.h"
#include "report/documents.h"
#include "wording/catalogue.h"

#include <memory>

namespace handover::cli {
namespace {

struct LanguagesOptions {
  std::string missing, unreviewed;
  bool json = false;
};

Json language_json(const wording::Completeness& language) {
  return {{"language", language.language},     {"messages", language.messages},
          {"translated", language.translated}, {"reviewed", language.reviewed},
          {"missing", language.missing},       {"unreviewed", language.unreviewed}};
}

int show_languages(const LanguagesOptions& options) {
  Json list = Json::array();
  for (const std::string& code : wording::languages()) {
    const auto language = wording::completeness_of(code);
    list.push_back(language_json(language));
    if (options.json) continue;
    if (options.missing.empty() && options.unreviewed.empty())
      print_text("{}: {} of {} messages; {} read by a native writer, {} not\n", code, language.translated,
                 language.messages, language.reviewed, language.unreviewed.size());
    if (options.missing == code)
      for (const std::string& name : language.missing) print_text("{}\n", name);
    if (options.unreviewed == code)
      for (const std::string& name : language.unreviewed) print_text("{}\n", name);
  }
  if (options.json) print_json({{"languages", list}});
  return kDone;
}

}  // namespace

void add_languages(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<LanguagesOptions>();
  Command command(app, "languages");
  command.bind("--missing", options->missing)
      .bind("--unreviewed", options->unreviewed)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return show_languages(*options); });
}

}  // namespace handover::cli
