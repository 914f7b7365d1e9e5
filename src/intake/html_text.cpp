// HTML by libxml2, which reads what browsers read. The tree is walked without recursion; nothing is fetched.
#include "intake/formats.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <memory>
#include <unordered_set>

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <nlohmann/json.hpp>

namespace handover::intake {
namespace {

using NameSet = std::unordered_set<std::string_view>;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

struct FreeParser {
  void operator()(htmlParserCtxt* parser) const { htmlFreeParserCtxt(parser); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  std::string text(view(value));
  xmlFree(value);
  return text;
}

bool is_element(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Walks a tree in the order of the text: calls `enter` for each node (false: not what is below it), `leave`
// after its children.
template <class Enter, class Leave>
void walk(xmlNode* root, Enter enter, Leave leave) {
  xmlNode* node = root;
  while (node != nullptr) {
    const bool below = enter(node);
    if (below && node->children != nullptr && node->type != XML_ENTITY_REF_NODE) {
      node = node->children;
      continue;
    }
    leave(node);
    while (node != root && node->next == nullptr) {
      node = node->parent;
      if (node == nullptr) return;
      leave(node);
    }
    if (node == root) return;
    node = node->next;
  }
}

bool is_silent(std::string_view name) {
  static const NameSet kSilent = {"script", "style",  "noscript", "template", "svg",   "iframe", "object",
                                  "head",   "select", "textarea", "canvas",   "video", "audio",  "math"};
  return kSilent.contains(name);
}

bool is_block(std::string_view name) {
  static const NameSet kBlocks = {
      "p",     "div",     "section",  "article", "main",       "header", "footer",     "nav",
      "aside", "ul",      "ol",       "li",      "table",      "tr",     "h1",         "h2",
      "h3",    "h4",      "h5",       "h6",      "blockquote", "figure", "figcaption", "pre",
      "form",  "dl",      "dt",       "dd",      "td",         "th",     "br",         "hr",
      "body",  "address", "fieldset", "details", "summary",    "button", "title"};
  return kBlocks.contains(name);
}

// Why an element is no part of the article; empty when it may be.
std::string_view cut_by_name(std::string_view name) {
  struct Cause {
    std::string_view name, why;
  };
  static constexpr Cause kCauses[] = {
      {"nav", "menu"},      {"footer", "foot of the page"}, {"aside", "beside the article"}, {"form", "form"},
      {"button", "button"}, {"figcaption", "caption"},      {"address", "address"}};
  for (const Cause& cause : kCauses) {
    if (cause.name == name) return cause.why;
  }
  return {};
}

bool is_word_of(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const auto letter = [&](std::size_t i) {
      return i < list.size() && std::isalnum(static_cast<unsigned char>(list[i])) != 0;
    };
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
  }
  return false;
}

std::string_view cut_by_class(const xmlNode* node, std::string_view name) {
  if (name == "body" || name == "html" || name == "main" || name == "article") return {};
  const std::string names =
      lower_case(attribute(node, "class") + ' ' + attribute(node, "id") + ' ' + attribute(node, "role"));
  struct Cause {
    std::string_view word, why;
  };
  static constexpr Cause kCauses[] = {{"caption", "caption"},
                                      {"byline", "about the author"},
                                      {"author", "about the author"},
                                      {"bio", "about the author"},
                                      {"related", "other articles"},
                                      {"recommended", "other articles"},
                                      {"share", "links to share"},
                                      {"social", "links to share"},
                                      {"newsletter", "advertisement"},
                                      {"subscribe", "advertisement"},
                                      {"promo", "advertisement"},
                                      {"advert", "advertisement"},
                                      {"ad", "advertisement"},
                                      {"cookie", "notice on cookies"},
                                      {"comments", "comments"},
                                      {"nav", "menu"},
                                      {"menu", "menu"},
                                      {"navigation", "menu"},
                                      {"sidebar", "beside the article"},
                                      {"breadcrumb", "menu"},
                                      {"breadcrumbs", "menu"},
                                      {"footer", "foot of the page"},
                                      {"tags", "menu"},
                                      {"paywall", "advertisement"}};
  for (const Cause& cause : kCauses) {
    if (is_word_of(names, cause.word)) return cause.why;
  }
  return {};
}

// Collects text: blanks run together, blocks are paragraphs.
class TextMaker {
 public:
  void text(std::string_view piece) {
    for (const char c : piece) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        blank_ = true;
        continue;
      }
      flush_gap();
      out_.push_back(c);
    }
  }
  void block() { paragraph_ = true; }
  void line() { line_ = true; }
  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  void flush_gap() {
    if (!out_.empty()) {
      if (paragraph_)
        out_ += "\n\n";
      else if (line_)
        out_ += "\n";
      else if (blank_)
        out_ += " ";
    }
    paragraph_ = line_ = blank_ = false;
  }
  std::string out_;
  bool blank_ = false, paragraph_ = false, line_ = false;
};

struct OpenCut {
  const xmlNode* node;
  std::size_t begin;
  std::string_view why;
};

void collect_text(xmlNode* root, Document& document) {
  TextMaker maker;
  std::optional<OpenCut> open;
  walk(
      root,
      [&](xmlNode* node) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
          maker.text(view(node->content));
        if (!is_element(node)) return false;
        const std::string_view name = view(node->name);
        if (is_silent(name)) return false;
        if (name == "br")
          maker.line();
        else if (is_block(name))
          maker.block();
        std::string_view why = cut_by_name(name);
        if (why.empty()) why = cut_by_class(node, name);
        if (!open && !why.empty()) open = OpenCut{node, maker.size(), why};
        return true;
      },
      [&](xmlNode* node) {
        if (is_element(node) && is_block(view(node->name)) && view(node->name) != "br") maker.block();
        if (!open || open->node != node) return;
        if (maker.size() > open->begin)
          document.cuts.push_back({{open->begin, maker.size()}, std::string(open->why)});
        open.reset();
      });
  document.text = maker.take();
  // A class that covers most of the page says nothing about a part of it.
  std::erase_if(document.cuts,
                [&](const Cut& cut) { return cut.span.end - cut.span.begin > document.text.size() / 2; });
}

void take_day(Document& document, std::string_view text, std::string_view by) {
  if (document.published) return;
  if (const auto day = day_of_timestamp(text)) {
    document.published = day;
    document.published_by = by;
  }
}

void take_meta(const xmlNode* node, Document& document) {
  const std::string name =
      lower_case(attribute(node, "property") + attribute(node, "name") + attribute(node, "itemprop"));
  const std::string content = attribute(node, "content");
  static const NameSet kDays = {"article:published_time",
                                "datepublished",
                                "date",
                                "dc.date",
                                "dcterms.date",
                                "pubdate",
                                "dc.date.issued",
                                "publishdate",
                                "parsely-pub-date",
                                "og:published_time",
                                "article.published",
                                "dcterms.created",
                                "publication_date",
                                "sailthru.date",
                                "cxenseparse:recs:publishtime"};
  if (kDays.contains(name)) take_day(document, content, name);
  if (name == "og:site_name" || (name == "dc.publisher" && document.publisher.empty()))
    document.publisher = content;
  if (name == "og:title") document.title = content;
}

// JSON-LD: {"datePublished": ..., "publisher": {"name": ...}}, in a list or under "@graph".
void take_linked_data(const nlohmann::json& data, Document& document, int depth) {
  if (depth > 4) return;
  if (data.is_array()) {
    for (const auto& item : data) take_linked_data(item, document, depth + 1);
    return;
  }
  if (!data.is_object()) return;
  if (const auto day = data.find("datePublished"); day != data.end() && day->is_string())
    take_day(document, day->get<std::string>(), "datePublished");
  const auto publisher = data.find("publisher");
  if (document.publisher.empty() && publisher != data.end() && publisher->is_object() &&
      publisher->contains("name") && (*publisher)["name"].is_string())
    document.publisher = (*publisher)["name"].get<std::string>();
  if (const auto graph = data.find("@graph"); graph != data.end())
    take_linked_data(*graph, document, depth + 1);
}

std::string content_of(const xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(node);
  std::string text(view(content));
  xmlFree(content);
  return text;
}

void collect_metadata(xmlNode* root, Document& document) {
  std::string title;
  walk(
      root,
      [&](xmlNode* node) {
        if (!is_element(node)) return false;
        const std::string_view name = view(node->name);
        if (name == "meta") take_meta(node, document);
        if (name == "title" && title.empty()) title = content_of(node);
        if (name == "time" && !attribute(node, "datetime").empty())
          take_day(document, attribute(node, "datetime"), "time");
        if (name == "script" && attribute(node, "type") == "application/ld+json") {
          const std::string text = content_of(node);
          constexpr std::size_t kMost = 1U << 20U;
          if (text.size() > kMost) return true;
          // Deep nesting is refused by the parser's callback, since it recurses.
          const auto data = nlohmann::json::parse(
              text, [](int depth, auto, auto&) { return depth < 32; }, false);
          if (!data.is_discarded()) take_linked_data(data, document, 0);
        }
        return true;
      },
      [](xmlNode*) {});
  if (document.title.empty()) document.title = title;
}

}  // namespace

Document read_html(std::string_view bytes, const std::string& file) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    refuse_document(ProblemCode::limit, file, "is too large", "split it");
  xmlInitParser();
  const int flags =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  // Bytes that are UTF-8 are read as such, whatever the page claims.
  const bool utf8 = xmlCheckUTF8(reinterpret_cast<const unsigned char*>(std::string(bytes).c_str())) != 0;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(htmlNewParserCtxt());
  if (!parser)
    refuse_document(ProblemCode::external, file, "cannot be read for want of memory", "close other programs");
  const std::unique_ptr<xmlDoc, FreeDocument> parsed(htmlCtxtReadMemory(
      parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, utf8 ? "UTF-8" : nullptr, flags));
  if (!parsed)
    refuse_document(ProblemCode::unreadable, file, "cannot be read as HTML",
                    "save the page again, or as text");
  // The parser stops at 256 elements inside one another, and what is behind them would be lost.
  if (parser->disableSAX != 0)
    refuse_document(ProblemCode::limit, file, "is nested too deeply to be read to its end",
                    "save it as text");
  Document document;
  document.format = "HTML";
  xmlNode* root = xmlDocGetRootElement(parsed.get());
  if (root == nullptr) return document;
  collect_metadata(root, document);
  collect_text(root, document);
  return document;
}

}  // namespace handover::intake
