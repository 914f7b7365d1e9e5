// The page on which proposals are decided: one file, offline, by keyboard. The text and the proposals are
// data in it; nothing of a document is ever markup or script, and the page may load nothing.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace handover {
struct Mission;
}

namespace handover::report {

struct ReadDocument;
// What such a page shows: the text with its cuts, the rows, what each would do to the ledger, what may be
// chosen.
nlohmann::ordered_json intake_data(const ReadDocument& read, const Mission& mission);
std::string intake_page(const ReadDocument& read, const Mission& mission);

// Inside report/ only: the page's own script and style, the same for every document.
std::string_view intake_page_script();
std::string_view intake_page_style();

}  // namespace handover::report
