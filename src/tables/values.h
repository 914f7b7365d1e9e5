// What the cells of a foreign table say: numbers, codes, gaps, and the names of its columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handover {

// Without blanks (spaces, tabs, no-break spaces of UTF-8) at both ends.
std::string_view without_blanks(std::string_view text);

// What programs write for a value that is not there: nothing, NA, N/A, #N/A, NaN, null, None, nil, ".". Not
// for columns in which one of these can be a value (Namibia is NA).
bool is_missing_value(std::string_view text);

// The text with the digits of Arabic and Persian as those of ASCII.
std::string in_ascii_digits(std::string_view text);
// Whether there is any character beyond ASCII.
bool has_other_characters(std::string_view text);

// The whole text as a finite number with a decimal point, in digits of ASCII, Arabic or Persian; no-break
// blanks may stand between its thousands. "NA" is none.
std::optional<double> number_of(std::string_view text);

// A code or a count: "5", "5.0" and "5.00" are 5. Nothing for a fraction or beyond a billion.
std::optional<int> code_of(std::string_view text);

// A column's name without regard to case, blanks, underscores, hyphens and dots, and without what stands in
// brackets behind it: "Event Date", "EVENT_DATE" and "event-date (UTC)" are "eventdate".
std::string plain_column_name(std::string_view name);

// The first characters of what may be any bytes, for a message; what cannot be printed is a question mark.
std::string shown_value(std::string_view text);

}  // namespace handover
