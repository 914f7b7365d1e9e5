// Four slides: the question and the answer; the map of where both could say yes; what other plans and dates
// would cost; the steps. Words are words, pictures bear their description.
#include "brief/draw.h"
#include "brief/say.h"
#include "papers/formats.h"
#include "papers/package.h"
#include "papers/pictures.h"
#include "papers/xml.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::papers {
namespace {

constexpr const char* kMain = "http://schemas.openxmlformats.org/presentationml/2006/main";
constexpr const char* kGraphic = "http://schemas.openxmlformats.org/drawingml/2006/main";
constexpr const char* kRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
// A slide of 13 1/3 by 7 1/2 inches, in EMU (914,400 an inch).
constexpr long long kInch = 914'400, kWide = 12'192'000, kHigh = 6'858'000, kEdge = kInch / 2;
constexpr int kPixelsAnInch = 180;

struct Shown {
  charts::Picture picture;
  std::string title;
};
struct Slide {
  std::string title;
  std::vector<std::string> lines;
  std::vector<Shown> pictures;
};

struct Place {
  long long x, y, cx, cy;
};

class SlideWriter {
 public:
  SlideWriter(Xml& xml, const brief::Paper& paper) : xml_(xml), paper_(paper) {}

  void words(const char* name, Place at, const std::vector<std::string>& paragraphs, int hundredths,
             bool bold, bool bullets, const char* placeholder = nullptr) {
    xml_.element("p:sp", [&] {
      xml_.element("p:nvSpPr", [&] {
        xml_.element("p:cNvPr", {{"id", std::to_string(++shapes_)}, {"name", name}});
        xml_.element("p:cNvSpPr", {{"txBox", placeholder == nullptr ? "1" : "0"}});
        xml_.element("p:nvPr", [&] {
          if (placeholder != nullptr) xml_.element("p:ph", {{"type", placeholder}});
        });
      });
      xml_.element("p:spPr", [&] {
        transform("a:xfrm", at);
        xml_.element("a:prstGeom", {{"prst", "rect"}}, [&] { xml_.element("a:avLst", {}); });
      });
      xml_.element("p:txBody", [&] {
        xml_.element("a:bodyPr",
                     {{"wrap", "square"}, {"lIns", "0"}, {"rIns", "0"}, {"tIns", "0"}, {"bIns", "0"}},
                     [&] { xml_.element("a:normAutofit", {}); });
        for (const std::string& one : paragraphs) paragraph(one, hundredths, bold, bullets);
        if (paragraphs.empty()) xml_.element("a:p", {});
      });
    });
  }

  void picture(const Shown& shown, const std::string& relation, Place box) {
    // The whole picture inside the box, centred.
    const double ratio = shown.picture.height / shown.picture.width;
    Place at = box;
    at.cx = std::min<long long>(box.cx, static_cast<long long>(static_cast<double>(box.cy) / ratio));
    at.cy = static_cast<long long>(static_cast<double>(at.cx) * ratio);
    at.x += (box.cx - at.cx) / 2;
    xml_.element("p:pic", [&] {
      xml_.element("p:nvPicPr", [&] {
        xml_.element("p:cNvPr",
                     {{"id", std::to_string(++shapes_)}, {"name", relation}, {"descr", shown.title}});
        xml_.element("p:cNvPicPr", {}), xml_.element("p:nvPr", {});
      });
      xml_.element("p:blipFill", [&] {
        xml_.element("a:blip", {{"r:embed", relation}});
        xml_.element("a:stretch", [&] { xml_.element("a:fillRect", {}); });
      });
      xml_.element("p:spPr", [&] {
        transform("a:xfrm", at);
        xml_.element("a:prstGeom", {{"prst", "rect"}}, [&] { xml_.element("a:avLst", {}); });
      });
    });
  }

 private:
  void transform(const char* name, Place at) {
    xml_.element(name, [&] {
      xml_.element("a:off", {{"x", std::to_string(at.x)}, {"y", std::to_string(at.y)}});
      xml_.element("a:ext", {{"cx", std::to_string(at.cx)}, {"cy", std::to_string(at.cy)}});
    });
  }

  void paragraph(const std::string& words, int hundredths, bool bold, bool bullets) {
    const bool right = paper_.words.right_to_left;
    xml_.element("a:p", [&] {
      xml_.element(
          "a:pPr",
          {{"algn", right ? "r" : "l"},
           {"rtl", right ? "1" : "0"},
           {"marL", bullets && !right ? "228600" : "0"},
           {"marR", bullets && right ? "228600" : "0"},
           {"indent", bullets ? "-228600" : "0"}},
          [&] {
            xml_.element("a:spcAft", [&] { xml_.element("a:spcPts", {{"val", bullets ? "600" : "0"}}); });
            if (bullets)
              xml_.element("a:buChar", {{"char", "\xE2\x80\xA2"}});
            else
              xml_.element("a:buNone", {});
          });
      xml_.element("a:r", [&] {
        xml_.element(
            "a:rPr",
            {{"lang", paper_.view.language}, {"sz", std::to_string(hundredths)}, {"b", bold ? "1" : "0"}},
            [&] {
              xml_.element("a:solidFill", [&] { xml_.element("a:srgbClr", {{"val", "16202B"}}); });
              xml_.element("a:latin", {{"typeface", "Arial"}}), xml_.element("a:cs", {{"typeface", "Arial"}});
            });
        xml_.element("a:t", [&] { xml_.text(words); });
      });
    });
  }

  Xml& xml_;
  const brief::Paper& paper_;
  int shapes_ = 1;
};

void tree(Xml& xml, const std::function<void()>& inside) {
  xml.element("p:spTree", [&] {
    xml.element("p:nvGrpSpPr", [&] {
      xml.element("p:cNvPr", {{"id", "1"}, {"name", ""}});
      xml.element("p:cNvGrpSpPr", {}), xml.element("p:nvPr", {});
    });
    xml.element("p:grpSpPr", {});
    inside();
  });
}

std::string slide_part(const brief::Paper& paper, const Slide& slide) {
  Xml xml;
  xml.element("p:sld", {{"xmlns:p", kMain}, {"xmlns:a", kGraphic}, {"xmlns:r", kRelationships}}, [&] {
    xml.element("p:cSld", [&] {
      tree(xml, [&] {
        SlideWriter write(xml, paper);
        write.words("Title", {kEdge, kEdge, kWide - 2 * kEdge, kInch * 8 / 10}, {slide.title}, 2800, true,
                    false, "title");
        const long long top = kEdge + kInch, bottom = kHigh - kEdge - kInch / 2;
        const long long for_words = slide.lines.empty()      ? 0
                                    : slide.pictures.empty() ? bottom - top
                                                             : kInch * 9 / 10;
        if (!slide.lines.empty())
          write.words("Words", {kEdge, top, kWide - 2 * kEdge, for_words}, slide.lines,
                      slide.pictures.empty() ? 2200 : 1600, false, true);
        const auto count = static_cast<long long>(slide.pictures.size());
        const long long across = count > 1 ? 2 : 1, down = count > 0 ? (count + across - 1) / across : 1;
        const long long cell_x = (kWide - 2 * kEdge) / across, cell_y = (bottom - top - for_words) / down;
        for (long long i = 0; i < count; ++i) {
          const long long column = paper.words.right_to_left ? across - 1 - i % across : i % across;
          write.picture(slide.pictures[static_cast<std::size_t>(i)], fmt::format("picture{}", i + 1),
                        {kEdge + column * cell_x, top + for_words + i / across * cell_y, cell_x - kInch / 8,
                         cell_y - kInch / 8});
        }
        write.words("Source", {kEdge, kHigh - kEdge - kInch / 4, kWide - 2 * kEdge, kInch / 3},
                    {paper.words.edition + " \xC2\xB7 " + paper.words.source}, 1100, false, false);
      });
    });
    xml.element("p:clrMapOvr", [&] { xml.element("a:masterClrMapping", {}); });
  });
  return xml.finish();
}

std::string presentation_part(std::size_t slides, bool right) {
  Xml xml;
  xml.element(
      "p:presentation",
      {{"xmlns:p", kMain}, {"xmlns:a", kGraphic}, {"xmlns:r", kRelationships}, {"rtl", right ? "1" : "0"}},
      [&] {
        xml.element("p:sldMasterIdLst", [&] {
          xml.element("p:sldMasterId", {{"id", "2147483648"}, {"r:id", "master"}});
        });
        xml.element("p:sldIdLst", [&] {
          for (std::size_t i = 0; i < slides; ++i)
            xml.element("p:sldId",
                        {{"id", std::to_string(256 + i)}, {"r:id", fmt::format("slide{}", i + 1)}});
        });
        xml.element("p:sldSz", {{"cx", std::to_string(kWide)}, {"cy", std::to_string(kHigh)}});
        xml.element("p:notesSz", {{"cx", std::to_string(kHigh)}, {"cy", std::to_string(kWide)}});
      });
  return xml.finish();
}

std::string master_part() {
  Xml xml;
  xml.element("p:sldMaster", {{"xmlns:p", kMain}, {"xmlns:a", kGraphic}, {"xmlns:r", kRelationships}}, [&] {
    xml.element("p:cSld", [&] {
      xml.element("p:bg", [&] {
        xml.element("p:bgRef", {{"idx", "1001"}}, [&] { xml.element("a:schemeClr", {{"val", "bg1"}}); });
      });
      tree(xml, [] {});
    });
    xml.element("p:clrMap", {{"bg1", "lt1"},
                             {"tx1", "dk1"},
                             {"bg2", "lt2"},
                             {"tx2", "dk2"},
                             {"accent1", "accent1"},
                             {"accent2", "accent2"},
                             {"accent3", "accent3"},
                             {"accent4", "accent4"},
                             {"accent5", "accent5"},
                             {"accent6", "accent6"},
                             {"hlink", "hlink"},
                             {"folHlink", "folHlink"}});
    xml.element("p:sldLayoutIdLst", [&] {
      xml.element("p:sldLayoutId", {{"id", "2147483649"}, {"r:id", "layout"}});
    });
  });
  return xml.finish();
}

std::string layout_part() {
  Xml xml;
  xml.element("p:sldLayout",
              {{"xmlns:p", kMain}, {"xmlns:a", kGraphic}, {"xmlns:r", kRelationships}, {"type", "titleOnly"}},
              [&] {
                xml.element("p:cSld", {{"name", "Title"}}, [&] { tree(xml, [] {}); });
                xml.element("p:clrMapOvr", [&] { xml.element("a:masterClrMapping", {}); });
              });
  return xml.finish();
}

std::string theme_part() {
  Xml xml;
  const auto colour = [&](const char* name, const char* value) {
    xml.element(name, [&] { xml.element("a:srgbClr", {{"val", value}}); });
  };
  const auto fill = [&] {
    xml.element("a:solidFill", [&] { xml.element("a:schemeClr", {{"val", "phClr"}}); });
  };
  xml.element("a:theme", {{"xmlns:a", kGraphic}, {"name", "Handover"}}, [&] {
    xml.element("a:themeElements", [&] {
      xml.element("a:clrScheme", {{"name", "Handover"}}, [&] {
        colour("a:dk1", "16202B"), colour("a:lt1", "FFFFFF"), colour("a:dk2", "55606C"),
            colour("a:lt2", "F3F6F9");
        colour("a:accent1", "1D4F86"), colour("a:accent2", "8A4B14"), colour("a:accent3", "6A3D78");
        colour("a:accent4", "4F83B6"), colour("a:accent5", "9FBEDB"), colour("a:accent6", "77828D");
        colour("a:hlink", "1D4F86"), colour("a:folHlink", "6A3D78");
      });
      xml.element("a:fontScheme", {{"name", "Handover"}}, [&] {
        for (const char* kind : {"a:majorFont", "a:minorFont"})
          xml.element(kind, [&] {
            for (const char* script : {"a:latin", "a:ea", "a:cs"})
              xml.element(script, {{"typeface", "Arial"}});
          });
      });
      xml.element("a:fmtScheme", {{"name", "Handover"}}, [&] {
        xml.element("a:fillStyleLst", [&] { fill(), fill(), fill(); });
        xml.element("a:lnStyleLst", [&] {
          for (int i = 0; i < 3; ++i) xml.element("a:ln", {{"w", "9525"}}, fill);
        });
        xml.element("a:effectStyleLst", [&] {
          for (int i = 0; i < 3; ++i) xml.element("a:effectStyle", [&] { xml.element("a:effectLst", {}); });
        });
        xml.element("a:bgFillStyleLst", [&] { fill(), fill(), fill(); });
      });
    });
  });
  return xml.finish();
}

Shown shown(const brief::Paper& paper, const brief::Figure& figure, double width) {
  const std::string title = brief::frame_of(figure.chart).title;
  return {brief::draw(figure.chart, width, {}, {}, paper.view.language), title};
}

std::vector<Slide> slides_of(const brief::Paper& paper) {
  const brief::WritingIn language(paper.view.language);
  Slide question{brief::say("slide.question"), {paper.view.question, paper.answer.text}, {}};
  for (const brief::Line& line : paper.answer_lines) question.lines.push_back(line.text);
  Slide map{brief::say("slide.map"), {}, {}}, costs{brief::say("slide.costs"), {}, {}},
      steps{brief::say("slide.steps"), {}, {}};
  for (const brief::Figure& figure : paper.view.agreement.figures)
    map.pictures.push_back(shown(paper, figure, 860.0));
  for (const brief::Figure& figure : paper.view.differences.figures) {
    if (costs.pictures.size() < 4) costs.pictures.push_back(shown(paper, figure, 460.0));
  }
  for (const brief::Figure& figure : paper.view.timeline.figures)
    steps.pictures.push_back(shown(paper, figure, 860.0));
  for (const brief::Card& card : paper.view.timeline.cards) {
    if (steps.lines.size() == 4) break;
    steps.lines.push_back(card.label + ". " + card.title.text);
  }
  return {std::move(question), std::move(map), std::move(costs), std::move(steps)};
}

}  // namespace

std::string pptx_of(const brief::Paper& paper) {
  const std::string kind = "application/vnd.openxmlformats-officedocument.presentationml.";
  Package package;
  package.add("_rels/.rels", relations_part({{"presentation", "officeDocument", "ppt/presentation.xml"},
                                             {"core", "core-properties", "docProps/core.xml"}}));
  package.add("docProps/core.xml",
              core_properties(paper.view.title, paper.view.language, to_string(paper.view.as_of)),
              "application/vnd.openxmlformats-package.core-properties+xml");
  const std::vector<Slide> slides = slides_of(paper);
  package.add("ppt/presentation.xml", presentation_part(slides.size(), paper.words.right_to_left),
              kind + "presentation.main+xml");
  std::vector<Relation> all = {{"master", "slideMaster", "slideMasters/slideMaster1.xml"},
                               {"theme", "theme", "theme/theme1.xml"}};
  for (std::size_t i = 0; i < slides.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    all.push_back({"slide" + number, "slide", "slides/slide" + number + ".xml"});
    package.add("ppt/slides/slide" + number + ".xml", slide_part(paper, slides[i]), kind + "slide+xml");
    std::vector<Relation> relations = {{"layout", "slideLayout", "../slideLayouts/slideLayout1.xml"}};
    for (std::size_t p = 0; p < slides[i].pictures.size(); ++p) {
      const std::string name = fmt::format("slide{}-{}.png", number, p + 1);
      relations.push_back({fmt::format("picture{}", p + 1), "image", "../media/" + name});
      package.add("ppt/media/" + name,
                  png_of(slides[i].pictures[p].picture,
                         slides[i].pictures.size() > 1 ? 6 * kPixelsAnInch : 12 * kPixelsAnInch));
    }
    package.add("ppt/slides/_rels/slide" + number + ".xml.rels", relations_part(relations));
  }
  package.add("ppt/_rels/presentation.xml.rels", relations_part(all));
  package.add("ppt/slideMasters/slideMaster1.xml", master_part(), kind + "slideMaster+xml");
  package.add("ppt/slideMasters/_rels/slideMaster1.xml.rels",
              relations_part({{"layout", "slideLayout", "../slideLayouts/slideLayout1.xml"},
                              {"theme", "theme", "../theme/theme1.xml"}}));
  package.add("ppt/slideLayouts/slideLayout1.xml", layout_part(), kind + "slideLayout+xml");
  package.add("ppt/slideLayouts/_rels/slideLayout1.xml.rels",
              relations_part({{"master", "slideMaster", "../slideMasters/slideMaster1.xml"}}));
  package.add("ppt/theme/theme1.xml", theme_part(),
              "application/vnd.openxmlformats-officedocument.theme+xml");
  return package.finish();
}

}  // namespace handover::papers
