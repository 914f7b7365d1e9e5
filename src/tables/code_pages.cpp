// Texts that are not UTF-8: ICU's converters and its detector of code pages.
#include "tables/encoding.h"

#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

namespace handover {
namespace {

std::optional<std::string> converted(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> from(ucnv_open(encoding, &status), ucnv_close);
  const std::unique_ptr<UConverter, void (*)(UConverter*)> to(ucnv_open("UTF-8", &status), ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  // What the code page does not know is no text in it.
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  std::array<UChar, 1U << 14U> pivot{};
  UChar *pivot_from = pivot.data(), *pivot_to = pivot.data();
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  bool first = true;
  do {
    status = U_ZERO_ERROR;
    char* target = buffer.data();
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, end, pivot.data(),
                   &pivot_from, &pivot_to, pivot.data() + pivot.size(), first ? 1 : 0, 1, &status);
    first = false;
    text.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return std::nullopt;
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

std::optional<DecodedText> decoded(std::string_view bytes, const char* encoding, bool guessed) {
  auto text = converted(bytes, encoding);
  if (!text) return std::nullopt;
  return DecodedText{std::move(*text), encoding, guessed};
}

// UTF-16 without its mark: every second byte of ordinary text is zero.
const char* wide_encoding(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  if (zeros[0] == 0 && zeros[1] == 0) return nullptr;
  if (zeros[1] > head.size() / 8 && zeros[0] * 8 < zeros[1]) return "UTF-16LE";
  if (zeros[0] > head.size() / 8 && zeros[1] * 8 < zeros[0]) return "UTF-16BE";
  return nullptr;
}

// Among the code pages that ICU believes in, the first of `wanted`; what it calls by its ISO number is read
// as the Windows page that contains it.
const char* detected(std::string_view bytes, std::initializer_list<std::array<const char*, 2>> wanted,
                     int least_confidence) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status),
                                                                                ucsdet_close);
  const std::size_t length = std::min<std::size_t>(bytes.size(), 1U << 20U);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(length), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return nullptr;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &status);
    if (ucsdet_getConfidence(matches[i], &status) < least_confidence) continue;
    for (const auto& [called, page] : wanted) {
      if (name == called) return page;
    }
  }
  return nullptr;
}

// Bytes above 127 and the runs that they stand in.
struct HighBytes {
  std::size_t bytes = 0, runs = 0;
};

HighBytes high_bytes(std::string_view text) {
  HighBytes high;
  bool inside = false;
  for (const char c : text) {
    const bool above = static_cast<unsigned char>(c) >= 0x80;
    high.bytes += above ? 1 : 0;
    high.runs += above && !inside ? 1 : 0;
    inside = above;
  }
  return high;
}

// What surrounds letters above 127, for the detector: a table's English and numbers would drown them.
std::string words_with_high_bytes(std::string_view text) {
  std::string words;
  std::size_t start = 0;
  bool high = false;
  for (std::size_t i = 0; i <= text.size() && words.size() < (1U << 16U); ++i) {
    const unsigned char c = i < text.size() ? static_cast<unsigned char>(text[i]) : ' ';
    const bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    high = high || c >= 0x80;
    if (letter) continue;
    if (high) words += std::string(text.substr(start, i - start)) + ' ';
    start = i + 1;
    high = false;
  }
  return words;
}

std::optional<DecodedText> decode_by_code_page(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
  const HighBytes high = high_bytes(bytes);
  const std::string words = words_with_high_bytes(bytes);
  const char* page = nullptr;
  // Letters with marks stand alone between plain ones; a word in another script is a run.
  if (high.bytes > 2 * high.runs) {
    page = detected(words,
                    {{"windows-1256", "windows-1256"},
                     {"ISO-8859-6", "windows-1256"},
                     {"windows-1251", "windows-1251"},
                     {"ISO-8859-5", "ISO-8859-5"},
                     {"KOI8-R", "KOI8-R"},
                     {"windows-1253", "windows-1253"},
                     {"ISO-8859-7", "windows-1253"},
                     {"windows-1255", "windows-1255"},
                     {"ISO-8859-8", "windows-1255"},
                     {"ISO-8859-8-I", "windows-1255"}},
                    1);
    if (page == nullptr) page = "windows-1256";
  } else {
    page = detected(words,
                    {{"ISO-8859-9", "windows-1254"},
                     {"windows-1254", "windows-1254"},
                     {"ISO-8859-2", "windows-1250"},
                     {"windows-1250", "windows-1250"}},
                    60);
    if (page == nullptr) page = "windows-1252";
  }
  if (auto text = decoded(bytes, page, true)) return text;
  return decoded(bytes, "windows-1252", true);
}

}  // namespace

std::optional<DecodedText> decode_text(std::string_view bytes) {
  if (const char* wide = wide_encoding(bytes)) return decoded(bytes, wide, false);
  return decode_by_code_page(bytes);
}

std::string text_as_utf8(std::string_view bytes, const std::string& file, std::vector<std::string>& notes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (wide_encoding(bytes) == nullptr && is_utf8(bytes)) return std::string(bytes);
  if (wide_encoding(bytes) == nullptr) {
    if (auto repaired = repaired_utf8(bytes)) {
      notes.push_back(fmt::format("is UTF-8 with {} damaged place{}, shown as \xEF\xBF\xBD",
                                  repaired->damaged, repaired->damaged == 1 ? "" : "s"));
      return std::move(repaired->text);
    }
  }
  auto text = decode_text(bytes);
  if (!text) {
    throw InputError(Problem{.code = ProblemCode::unreadable,
                             .file = file,
                             .what = "is not text in a known encoding",
                             .hint = "save it as UTF-8"});
  }
  notes.push_back(text->guessed
                      ? fmt::format("is not UTF-8: read as {}, which is a guess; look at names with marks",
                                    text->encoding)
                      : fmt::format("is {}: read as such", text->encoding));
  return std::move(text->text);
}

}  // namespace handover
