#include "brief/view_document.h"

#include <limits>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace handover::brief {
namespace {

using Json = nlohmann::json;

// The members of every block, named once for both directions: `visit(name, member)`.
template <class V>
void members(V& visit, charts::Frame& x) {
  visit("title", x.title), visit("subtitle", x.subtitle), visit("note", x.note), visit("source", x.source);
  visit("width", x.width), visit("plot_height", x.plot_height);
}
template <class V>
void members(V& visit, charts::Axis& x) {
  visit("kind", x.kind), visit("label", x.label), visit("low", x.low), visit("high", x.high);
  visit("percent", x.percent);
}
template <class V>
void members(V& visit, charts::Line& x) {
  visit("name", x.name), visit("x", x.x), visit("y", x.y), visit("look", x.look);
  visit("markers", x.markers), visit("steps", x.steps);
}
template <class V>
void members(V& visit, charts::FanBand& x) {
  visit("name", x.name), visit("x", x.x), visit("low", x.low), visit("high", x.high);
  visit("depth", x.depth), visit("steps", x.steps);
}
template <class V>
void members(V& visit, charts::Mark& x) {
  visit("x", x.x), visit("label", x.label);
}
template <class V>
void members(V& visit, charts::LineChart& x) {
  visit("frame", x.frame), visit("x", x.x), visit("y", x.y), visit("bands", x.bands);
  visit("lines", x.lines), visit("marks", x.marks), visit("levels", x.levels);
}
template <class V>
void members(V& visit, charts::SurvivalCurve& x) {
  visit("name", x.name), visit("time", x.time), visit("share", x.share), visit("low", x.low);
  visit("high", x.high), visit("censored", x.censored);
}
template <class V>
void members(V& visit, charts::SurvivalChart& x) {
  visit("frame", x.frame), visit("time", x.time), visit("curves", x.curves), visit("marks", x.marks);
}
template <class V>
void members(V& visit, charts::BarSeries& x) {
  visit("name", x.name), visit("value", x.value), visit("low", x.low), visit("high", x.high);
}
template <class V>
void members(V& visit, charts::BarChart& x) {
  visit("frame", x.frame), visit("categories", x.categories), visit("series", x.series);
  visit("value", x.value), visit("references", x.references), visit("decimals", x.decimals);
}
template <class V>
void members(V& visit, charts::Histogram& x) {
  visit("frame", x.frame), visit("edges", x.edges), visit("height", x.height), visit("expected", x.expected);
  visit("expected_low", x.expected_low), visit("expected_high", x.expected_high), visit("x", x.x);
  visit("y", x.y);
}
template <class V>
void members(V& visit, charts::Violin& x) {
  visit("name", x.name), visit("sample", x.sample), visit("tag", x.tag);
}
template <class V>
void members(V& visit, charts::ViolinChart& x) {
  visit("frame", x.frame), visit("groups", x.groups), visit("value", x.value);
  visit("references", x.references);
}
template <class V>
void members(V& visit, charts::Cell& x) {
  visit("share", x.share), visit("text", x.text), visit("hatch", x.hatch), visit("outlined", x.outlined);
}
template <class V>
void members(V& visit, charts::HeatPanel& x) {
  visit("name", x.name), visit("cells", x.cells);
}
template <class V>
void members(V& visit, charts::HeatGrid& x) {
  visit("frame", x.frame), visit("row_title", x.row_title), visit("column_title", x.column_title);
  visit("rows", x.rows), visit("columns", x.columns), visit("panels", x.panels);
  visit("hatch_means", x.hatch_means), visit("outline_means", x.outline_means);
}
template <class V>
void members(V& visit, charts::GanttRow& x) {
  visit("name", x.name), visit("start", x.start), visit("end", x.end), visit("look", x.look);
  visit("slip_low", x.slip_low), visit("slip_high", x.slip_high), visit("gates", x.gates);
  visit("label", x.label);
}
template <class V>
void members(V& visit, charts::GanttChart& x) {
  visit("frame", x.frame), visit("rows", x.rows), visit("marks", x.marks), visit("low", x.low);
  visit("high", x.high);
}
template <class V>
void members(V& visit, charts::DotRow& x) {
  visit("name", x.name), visit("point", x.point), visit("low", x.low), visit("high", x.high);
  visit("inner_low", x.inner_low), visit("inner_high", x.inner_high), visit("hollow", x.hollow);
  visit("tag", x.tag);
}
template <class V>
void members(V& visit, charts::DotChart& x) {
  visit("frame", x.frame), visit("rows", x.rows), visit("value", x.value), visit("thresholds", x.thresholds);
}
template <class V>
void members(V& visit, charts::ScatterPoint& x) {
  visit("name", x.name), visit("x", x.x), visit("y", x.y), visit("x_low", x.x_low), visit("x_high", x.x_high);
  visit("size", x.size), visit("look", x.look);
}
template <class V>
void members(V& visit, charts::ScatterChart& x) {
  visit("frame", x.frame), visit("points", x.points), visit("x", x.x), visit("y", x.y);
  visit("look_means", x.look_means), visit("marks", x.marks);
}
template <class V>
void members(V& visit, charts::WordBar& x) {
  visit("word", x.word), visit("z", x.z), visit("left_count", x.left_count);
  visit("right_count", x.right_count);
}
template <class V>
void members(V& visit, charts::WordChart& x) {
  visit("frame", x.frame), visit("left_name", x.left_name), visit("right_name", x.right_name);
  visit("words", x.words), visit("sure_at", x.sure_at);
}
template <class V>
void members(V& visit, charts::LongitudeLatitude& x) {
  visit("longitude", x.longitude), visit("latitude", x.latitude);
}
template <class V>
void members(V& visit, charts::Area& x) {
  visit("id", x.id), visit("name", x.name), visit("rings", x.rings), visit("value", x.value);
  visit("text", x.text), visit("outlined", x.outlined);
}
template <class V>
void members(V& visit, charts::AreaMap& x) {
  visit("frame", x.frame), visit("areas", x.areas), visit("breaks", x.breaks), visit("legend", x.legend);
  visit("no_data", x.no_data);
}

template <class V>
void members(V& visit, Other& x) {
  visit("text", x.text), visit("audience", x.audience);
}
template <class V>
void members(V& visit, Line& x) {
  visit("text", x.text), visit("traces", x.traces), visit("audience", x.audience);
  visit("instead", x.instead), visit("label", x.label), visit("assumed", x.assumed);
}
template <class V>
void members(V& visit, Figure& x) {
  visit("id", x.id), visit("chart", x.chart), visit("width", x.width), visit("audience", x.audience);
  visit("published", x.published);
}
template <class V>
void members(V& visit, Row& x) {
  visit("cells", x.cells), visit("traces", x.traces), visit("audience", x.audience);
  visit("strong", x.strong), visit("published", x.published);
}
template <class V>
void members(V& visit, Column& x) {
  visit("title", x.title), visit("audience", x.audience);
}
template <class V>
void members(V& visit, Table& x) {
  visit("id", x.id), visit("title", x.title), visit("columns", x.columns), visit("rows", x.rows);
  visit("note", x.note), visit("audience", x.audience);
}
template <class V>
void members(V& visit, Card& x) {
  visit("label", x.label), visit("title", x.title), visit("lines", x.lines), visit("audience", x.audience);
}
template <class V>
void members(V& visit, Section& x) {
  visit("title", x.title), visit("verdict", x.verdict), visit("lines", x.lines), visit("figures", x.figures);
  visit("tables", x.tables), visit("cards", x.cards), visit("audience", x.audience);
}
template <class V>
void members(V& visit, SourceEntry& x) {
  visit("id", x.id), visit("title", x.title), visit("publisher", x.publisher), visit("url", x.url);
  visit("published", x.published), visit("grade", x.grade);
}
template <class V>
void members(V& visit, Secret& x) {
  visit("words", x.words), visit("audience", x.audience);
}
template <class V>
void members(V& visit, View& x) {
  visit("mission", x.mission), visit("title", x.title), visit("host_name", x.host_name);
  visit("coalition_name", x.coalition_name), visit("as_of", x.as_of), visit("seed", x.seed);
  visit("version", x.version), visit("inputs_sha256", x.inputs_sha256), visit("sample", x.sample);
  visit("language", x.language), visit("question", x.question), visit("answer", x.answer);
  visit("short_answer", x.short_answer), visit("short_lines", x.short_lines);
  visit("differences", x.differences), visit("short_breaks", x.short_breaks), visit("places", x.places);
  visit("clauses", x.clauses), visit("agenda", x.agenda);
  visit("answer_lines", x.answer_lines), visit("depends_on", x.depends_on);
  visit("situation", x.situation), visit("agreement", x.agreement), visit("price", x.price);
  visit("timeline", x.timeline), visit("threat", x.threat), visit("needs", x.needs);
  visit("partner", x.partner), visit("talks", x.talks), visit("breaks", x.breaks);
  visit("coalition_says", x.coalition_says), visit("host_says", x.host_says), visit("annex", x.annex);
  visit("sources", x.sources), visit("secrets", x.secrets), visit("private_views", x.private_views);
}

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsPair : std::false_type {};
template <class A, class B>
struct IsPair<std::pair<A, B>> : std::true_type {};

// A block to be filled. Its audience is nobody's until it is read.
template <class T>
T blank() {
  if constexpr (std::is_same_v<T, Card>)
    return Card{.title = {.audience = Audience::nobody}, .audience = Audience::nobody};
  else if constexpr (std::is_same_v<T, Secret>)
    return Secret{.words = {}, .audience = Audience::nobody};
  else if constexpr (std::is_default_constructible_v<T>)
    return T{};
  else
    return T{.audience = Audience::nobody};
}

struct Writer {
  Json json = Json::object();

  template <class T>
  void operator()(const char* name, T& member) {
    if constexpr (IsVector<T>::value || std::is_same_v<T, std::string>) {
      if (member.empty()) return;
    } else if constexpr (IsOptional<T>::value) {
      if (!member) return;
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!member) return;
    }
    json[name] = written(member);
  }

  template <class T>
  static Json written(T& value) {
    if constexpr (std::is_same_v<T, Declared>) {
      return static_cast<int>(static_cast<Audience>(value));
    } else if constexpr (std::is_same_v<T, Date>) {
      return to_string(value);
    } else if constexpr (std::is_same_v<T, Chart>) {
      return Json::array({value.index(), std::visit([](auto& chart) { return written(chart); }, value)});
    } else if constexpr (std::is_enum_v<T>) {
      return static_cast<int>(value);
    } else if constexpr (IsOptional<T>::value) {
      return written(*value);
    } else if constexpr (IsPair<T>::value) {
      return Json::array({written(value.first), written(value.second)});
    } else if constexpr (IsVector<T>::value) {
      Json list = Json::array();
      for (auto& item : value) list.push_back(written(item));
      return list;
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      return value;
    } else {
      Writer inner;
      members(inner, value);
      return std::move(inner.json);
    }
  }
};

// Of the charts that a figure may hold, the one of this number.
template <std::size_t kIndex = 0>
Chart blank_chart(std::size_t index) {
  if constexpr (kIndex < std::variant_size_v<Chart>) {
    return index == kIndex ? Chart(std::in_place_index<kIndex>) : blank_chart<kIndex + 1>(index);
  } else {
    throw std::invalid_argument(fmt::format("a chart of the unknown kind {}", index));
  }
}

struct Reader {
  const Json& json;

  template <class T>
  void operator()(const char* name, T& member) const {
    const auto found = json.find(name);
    if (found != json.end()) return read(*found, member);
    // What is empty was left out.
    if constexpr (IsVector<T>::value || std::is_same_v<T, std::string>)
      member.clear();
    else if constexpr (IsOptional<T>::value)
      member.reset();
    else if constexpr (std::is_same_v<T, bool>)
      member = false;
    else
      throw std::invalid_argument(fmt::format("a block lacks '{}'", name));
  }

  template <class T>
  static void read(const Json& json, T& value) {
    if constexpr (std::is_same_v<T, Declared>) {
      const int number = json.get<int>();
      if (number < 0 || number > static_cast<int>(Audience::nobody))
        throw std::invalid_argument("a block has no audience that is known");
      value = static_cast<Audience>(number);
    } else if constexpr (std::is_same_v<T, Date>) {
      const auto day = parse_date(json.get<std::string>());
      if (!day) throw std::invalid_argument("a day is none");
      value = *day;
    } else if constexpr (std::is_same_v<T, Chart>) {
      value = blank_chart(json.at(0).get<std::size_t>());
      std::visit([&](auto& chart) { read(json.at(1), chart); }, value);
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(json.get<int>());
    } else if constexpr (IsOptional<T>::value) {
      value.emplace(blank<typename T::value_type>());
      read(json, *value);
    } else if constexpr (IsPair<T>::value) {
      read(json.at(0), value.first), read(json.at(1), value.second);
    } else if constexpr (IsVector<T>::value) {
      value.clear();
      for (const Json& item : json) {
        auto one = blank<typename T::value_type>();
        read(item, one);
        value.push_back(std::move(one));
      }
    } else if constexpr (std::is_same_v<T, double>) {
      // JSON knows no infinity and no "not a number": both are written as null.
      value = json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      value = json.get<T>();
    } else {
      Reader inner{json};
      members(inner, value);
    }
  }
};

}  // namespace

std::string document_of(const View& view) {
  View copy = view;
  Json json = Writer::written(copy);
  json["layout"] = kViewLayout;
  return json.dump();
}

View view_of_document(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    if (json.value("layout", 0) != kViewLayout)
      throw std::invalid_argument(
          fmt::format("its layout is {}, this version reads {}", json.value("layout", 0), kViewLayout));
    View view;
    Reader::read(json, view);
    return view;
  } catch (const Json::exception& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace handover::brief
