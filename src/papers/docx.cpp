// A text to edit: styles, real tables with header rows, captions, pictures with their description; right to
// left where the language runs so.
#include "papers/formats.h"
#include "papers/package.h"
#include "papers/pictures.h"
#include "papers/xml.h"

#include <cmath>

#include <fmt/format.h>

namespace handover::papers {
namespace {

constexpr const char* kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
constexpr const char* kGraphic = "http://schemas.openxmlformats.org/drawingml/2006/main";
constexpr const char* kPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
constexpr int kTextWidth = 10'600;  // of the text, in twentieths of a point: A4 with margins of 11 mm
constexpr int kPixelsWide = 1300;   // of a picture over the whole text: 200 a printed inch

struct Style {
  const char *id, *name, *based_on;
  int half_points;
  bool bold, italic, keep_next;
  const char* colour;
  int before, after;
  int outline;  // level in the document's outline; -1: none
};
constexpr Style kStyles[] = {
    {"Title", "Title", "Normal", 36, true, false, true, "16202B", 0, 60, -1},
    {"Subtitle", "Subtitle", "Normal", 20, false, false, true, "55606C", 0, 120, -1},
    {"Question", "Question", "Normal", 22, false, true, true, "16202B", 60, 60, -1},
    {"Answer", "Answer", "Normal", 28, true, false, false, "16202B", 60, 80, -1},
    {"Heading1", "heading 1", "Normal", 26, true, false, true, "16202B", 200, 60, 0},
    {"Verdict", "Verdict", "Normal", 21, true, false, false, "16202B", 20, 40, -1},
    {"ListBullet", "List Bullet", "Normal", 20, false, false, false, "16202B", 0, 30, -1},
    {"Caption", "caption", "Normal", 20, true, false, true, "16202B", 120, 40, -1},
    {"Note", "Note", "Normal", 17, false, false, false, "55606C", 20, 60, -1},
    {"Footer", "footer", "Normal", 15, false, false, false, "55606C", 0, 0, -1},
};

const char* style_of(Kind kind) {
  switch (kind) {
    case Kind::title:
      return "Title";
    case Kind::edition:
      return "Subtitle";
    case Kind::question:
      return "Question";
    case Kind::answer:
      return "Answer";
    case Kind::heading:
      return "Heading1";
    case Kind::verdict:
      return "Verdict";
    case Kind::bullet:
      return "ListBullet";
    case Kind::note:
      return "Note";
    case Kind::body:
      break;
  }
  return "Normal";
}

class Document {
 public:
  Document(Xml& xml, const brief::Paper& paper) : xml_(xml), right_(paper.words.right_to_left) {}

  void flow(const Flow& flow) {
    for (std::size_t i = 0; i < flow.size(); ++i) {
      if (const auto halves = half_drawings(flow, i)) {
        pair(*halves->first, *halves->second);
        ++i;
      } else {
        std::visit([this](const auto& block) { put(block); }, flow[i]);
      }
    }
  }

  void put(const PageBreak&) {
    xml_.element("w:p", [&] { xml_.element("w:r", [&] { xml_.element("w:br", {{"w:type", "page"}}); }); });
  }

  const std::vector<std::string>& pictures() const { return pictures_; }

 private:
  // What a paragraph is set as; direction and language are stated on every one, since readers differ in what
  // they take from a style.
  void properties(const char* style) {
    xml_.element("w:pPr", [&] {
      xml_.element("w:pStyle", {{"w:val", style}});
      if (std::string(style) == "ListBullet")
        xml_.element("w:numPr", [&] {
          xml_.element("w:ilvl", {{"w:val", "0"}});
          xml_.element("w:numId", {{"w:val", "1"}});
        });
      if (right_) xml_.element("w:bidi", {});
    });
  }

  void run(const std::string& text, bool bold = false, const char* colour = nullptr) {
    if (text.empty()) return;
    xml_.element("w:r", [&] {
      xml_.element("w:rPr", [&] {
        if (bold) xml_.element("w:b", {}), xml_.element("w:bCs", {});
        if (colour != nullptr) xml_.element("w:color", {{"w:val", colour}});
        if (right_) xml_.element("w:rtl", {});
      });
      xml_.element("w:t", {{"xml:space", "preserve"}}, [&] { xml_.text(text); });
    });
  }

  void paragraph(const char* style, const std::string& text, bool bold = false) {
    xml_.element("w:p", [&] {
      properties(style);
      run(text, bold);
    });
  }

  void put(const Paragraph& one) {
    xml_.element("w:p", [&] {
      properties(style_of(one.kind));
      if (!one.label.empty()) run(one.label + (one.kind == Kind::edition ? " \xC2\xB7 " : " "), true);
      run(one.text);
      if (!one.assumed.empty()) run(" (" + one.assumed + ")", false, "55606C");
      if (!one.traces.empty()) run(" " + one.traces, false, "55606C");
    });
  }

  void put(const Drawing& drawing) {
    paragraph("Caption", drawing.caption);
    if (!drawing.note.empty()) paragraph("Note", drawing.note);
    picture(drawing);  // its seed and day stand at the foot of every page
  }

  // Two narrow pictures stand side by side in a table without lines.
  void pair(const Drawing& first, const Drawing& second) {
    xml_.element("w:tbl", [&] {
      xml_.element("w:tblPr", [&] {
        if (right_) xml_.element("w:bidiVisual", {});
        xml_.element("w:tblW", {{"w:w", std::to_string(kTextWidth)}, {"w:type", "dxa"}});
        xml_.element("w:tblLayout", {{"w:type", "fixed"}});
      });
      xml_.element("w:tblGrid", [&] {
        for (int i = 0; i < 2; ++i) xml_.element("w:gridCol", {{"w:w", std::to_string(kTextWidth / 2)}});
      });
      xml_.element("w:tr", [&] {
        for (const Drawing* one : {&first, &second})
          xml_.element("w:tc", [&] {
            xml_.element("w:tcPr", [&] {
              xml_.element("w:tcW", {{"w:w", std::to_string(kTextWidth / 2)}, {"w:type", "dxa"}});
            });
            put(*one);
          });
      });
    });
    paragraph("Note", "");
  }

  void picture(const Drawing& drawing) {
    pictures_.push_back(png_of(drawing.picture, drawing.half ? kPixelsWide / 2 : kPixelsWide));
    const std::string number = std::to_string(pictures_.size());
    const double share = drawing.half ? 0.46 : 0.88;
    const double wide = share * kTextWidth * 635.0;  // EMU: a twentieth of a point is 635
    const std::string cx = fmt::format("{:.0f}", wide),
                      cy = fmt::format("{:.0f}", wide * drawing.picture.height / drawing.picture.width);
    xml_.element("w:p", [&] {
      properties("Normal");
      xml_.element("w:r", [&] {
        xml_.element("w:drawing", [&] {
          xml_.element("wp:inline", {{"distT", "0"}, {"distB", "0"}, {"distL", "0"}, {"distR", "0"}}, [&] {
            xml_.element("wp:extent", {{"cx", cx}, {"cy", cy}});
            xml_.element("wp:docPr",
                         {{"id", number}, {"name", "Picture " + number}, {"descr", drawing.picture.label}});
            xml_.element("a:graphic", {{"xmlns:a", kGraphic}}, [&] {
              xml_.element("a:graphicData", {{"uri", kPicture}}, [&] { blip(number, cx, cy); });
            });
          });
        });
      });
    });
  }

  void blip(const std::string& number, const std::string& cx, const std::string& cy) {
    xml_.element("pic:pic", {{"xmlns:pic", kPicture}}, [&] {
      xml_.element("pic:nvPicPr", [&] {
        xml_.element("pic:cNvPr", {{"id", number}, {"name", "picture" + number + ".png"}});
        xml_.element("pic:cNvPicPr", {});
      });
      xml_.element("pic:blipFill", [&] {
        xml_.element("a:blip", {{"r:embed", "picture" + number}});
        xml_.element("a:stretch", [&] { xml_.element("a:fillRect", {}); });
      });
      xml_.element("pic:spPr", [&] {
        xml_.element("a:xfrm", [&] {
          xml_.element("a:off", {{"x", "0"}, {"y", "0"}});
          xml_.element("a:ext", {{"cx", cx}, {"cy", cy}});
        });
        xml_.element("a:prstGeom", {{"prst", "rect"}}, [&] { xml_.element("a:avLst", {}); });
      });
    });
  }

  // Columns share the width by the longest text in them, within bounds.
  static std::vector<int> widths_of(const Grid& grid) {
    std::vector<double> weight;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
      double longest = std::sqrt(static_cast<double>(grid.columns[c].size()) + 4.0);
      for (const auto& row : grid.rows) {
        if (c < row.size()) longest = std::max(longest, std::sqrt(static_cast<double>(row[c].size()) + 4.0));
      }
      weight.push_back(std::min(longest, 14.0));
    }
    double sum = 0.0;
    for (const double one : weight) sum += one;
    std::vector<int> widths;
    for (const double one : weight) widths.push_back(static_cast<int>(kTextWidth * one / sum));
    return widths;
  }

  void row(const std::vector<std::string>& cells, const std::vector<int>& widths, bool head, bool strong) {
    xml_.element("w:tr", [&] {
      xml_.element("w:trPr", [&] {
        xml_.element("w:cantSplit", {});
        if (head) xml_.element("w:tblHeader", {});
      });
      for (std::size_t c = 0; c < widths.size(); ++c)
        xml_.element("w:tc", [&] {
          xml_.element("w:tcPr", [&] {
            xml_.element("w:tcW", {{"w:w", std::to_string(widths[c])}, {"w:type", "dxa"}});
            if (head || strong)
              xml_.element("w:shd",
                           {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", head ? "E3E9EF" : "F3F6F9"}});
          });
          paragraph("TableText", c < cells.size() ? cells[c] : "", head || strong);
        });
    });
  }

  void put(const Grid& grid) {
    if (!grid.caption.empty()) paragraph("Caption", grid.caption);
    const std::vector<int> widths = widths_of(grid);
    xml_.element("w:tbl", [&] {
      xml_.element("w:tblPr", [&] {
        xml_.element("w:tblStyle", {{"w:val", "Ruled"}});
        if (right_) xml_.element("w:bidiVisual", {});
        xml_.element("w:tblW", {{"w:w", std::to_string(kTextWidth)}, {"w:type", "dxa"}});
        xml_.element("w:tblLayout", {{"w:type", "fixed"}});
        xml_.element("w:tblLook", {{"w:val", "0020"}, {"w:firstRow", "1"}});
      });
      xml_.element("w:tblGrid", [&] {
        for (const int width : widths) xml_.element("w:gridCol", {{"w:w", std::to_string(width)}});
      });
      row(grid.columns, widths, true, false);
      for (std::size_t r = 0; r < grid.rows.size(); ++r) row(grid.rows[r], widths, false, grid.strong[r]);
    });
    if (!grid.note.empty()) paragraph("Note", grid.note);
    paragraph("Note", grid.source);
  }

  Xml& xml_;
  bool right_;
  std::vector<std::string> pictures_;
};

std::string document_part(const brief::Paper& paper, const Flows& flows, std::vector<std::string>& pictures) {
  Xml xml;
  xml.element("w:document", {{"xmlns:w", kWord}, {"xmlns:r", kRelationships}, {"xmlns:wp", kDrawing}}, [&] {
    xml.element("w:body", [&] {
      Document document(xml, paper);
      document.flow(flows.first);
      document.put(PageBreak{});
      document.flow(flows.second);
      document.put(PageBreak{});
      document.flow(flows.annex);
      pictures = document.pictures();
      xml.element("w:sectPr", [&] {
        xml.element("w:footerReference", {{"w:type", "default"}, {"r:id", "footer"}});
        xml.element("w:pgSz", {{"w:w", "11906"}, {"w:h", "16838"}});
        xml.element("w:pgMar", {{"w:top", "624"},
                                {"w:bottom", "680"},
                                {"w:left", "653"},
                                {"w:right", "653"},
                                {"w:header", "340"},
                                {"w:footer", "340"},
                                {"w:gutter", "0"}});
        if (flows.right_to_left) xml.element("w:bidi", {});
      });
    });
  });
  return xml.finish();
}

void fonts(Xml& xml) {
  xml.element("w:rFonts",
              {{"w:ascii", "Arial"}, {"w:hAnsi", "Arial"}, {"w:cs", "Arial"}, {"w:eastAsia", "Arial"}});
}

std::string styles_part(const brief::Paper& paper, bool right) {
  Xml xml;
  const std::string size = "20";
  xml.element("w:styles", {{"xmlns:w", kWord}}, [&] {
    xml.element("w:docDefaults", [&] {
      xml.element("w:rPrDefault", [&] {
        xml.element("w:rPr", [&] {
          fonts(xml);
          xml.element("w:sz", {{"w:val", size}}), xml.element("w:szCs", {{"w:val", size}});
          xml.element("w:lang", {{"w:val", right ? "en" : paper.view.language},
                                 {"w:bidi", right ? paper.view.language : "ar"}});
        });
      });
      xml.element("w:pPrDefault", [&] { xml.element("w:pPr", {}); });
    });
    xml.element("w:style", {{"w:type", "paragraph"}, {"w:default", "1"}, {"w:styleId", "Normal"}}, [&] {
      xml.element("w:name", {{"w:val", "Normal"}});
      xml.element("w:pPr", [&] { xml.element("w:spacing", {{"w:before", "0"}, {"w:after", "40"}}); });
    });
    xml.element("w:style", {{"w:type", "paragraph"}, {"w:styleId", "TableText"}}, [&] {
      xml.element("w:name", {{"w:val", "Table Text"}}), xml.element("w:basedOn", {{"w:val", "Normal"}});
      xml.element("w:pPr", [&] { xml.element("w:spacing", {{"w:before", "10"}, {"w:after", "10"}}); });
      xml.element("w:rPr", [&] {
        xml.element("w:sz", {{"w:val", "17"}}), xml.element("w:szCs", {{"w:val", "17"}});
      });
    });
    for (const Style& style : kStyles) {
      xml.element("w:style", {{"w:type", "paragraph"}, {"w:styleId", style.id}}, [&] {
        xml.element("w:name", {{"w:val", style.name}}), xml.element("w:basedOn", {{"w:val", style.based_on}});
        xml.element("w:pPr", [&] {
          if (style.keep_next) xml.element("w:keepNext", {});
          xml.element("w:spacing",
                      {{"w:before", std::to_string(style.before)}, {"w:after", std::to_string(style.after)}});
          if (style.outline >= 0) xml.element("w:outlineLvl", {{"w:val", std::to_string(style.outline)}});
        });
        xml.element("w:rPr", [&] {
          if (style.bold) xml.element("w:b", {}), xml.element("w:bCs", {});
          if (style.italic) xml.element("w:i", {});  // not of scripts that know no italics
          xml.element("w:color", {{"w:val", style.colour}});
          xml.element("w:sz", {{"w:val", std::to_string(style.half_points)}});
          xml.element("w:szCs", {{"w:val", std::to_string(style.half_points)}});
        });
      });
    }
    xml.element("w:style", {{"w:type", "table"}, {"w:styleId", "Ruled"}}, [&] {
      xml.element("w:name", {{"w:val", "Ruled"}});
      xml.element("w:tblPr", [&] {
        xml.element("w:tblBorders", [&] {
          for (const char* side : {"w:top", "w:bottom", "w:insideH"})
            xml.element(side, {{"w:val", "single"}, {"w:sz", "4"}, {"w:space", "0"}, {"w:color", "B5BCC3"}});
        });
        xml.element("w:tblCellMar", [&] {
          for (const char* side : {"w:left", "w:right"})
            xml.element(side, {{"w:w", "60"}, {"w:type", "dxa"}});
        });
      });
    });
  });
  return xml.finish();
}

std::string numbering_part() {
  Xml xml;
  xml.element("w:numbering", {{"xmlns:w", kWord}}, [&] {
    xml.element("w:abstractNum", {{"w:abstractNumId", "0"}}, [&] {
      xml.element("w:lvl", {{"w:ilvl", "0"}}, [&] {
        xml.element("w:start", {{"w:val", "1"}}), xml.element("w:numFmt", {{"w:val", "bullet"}});
        xml.element("w:lvlText", {{"w:val", "\xE2\x80\xA2"}}), xml.element("w:lvlJc", {{"w:val", "start"}});
        xml.element("w:pPr", [&] { xml.element("w:ind", {{"w:start", "284"}, {"w:hanging", "227"}}); });
      });
    });
    xml.element("w:num", {{"w:numId", "1"}}, [&] { xml.element("w:abstractNumId", {{"w:val", "0"}}); });
  });
  return xml.finish();
}

std::string footer_part(const Flows& flows) {
  Xml xml;
  const auto field = [&](const char* kind, const char* instruction) {
    xml.element("w:r", [&] {
      if (kind != nullptr) xml.element("w:fldChar", {{"w:fldCharType", kind}});
      if (instruction != nullptr)
        xml.element("w:instrText", {{"xml:space", "preserve"}}, [&] { xml.text(instruction); });
    });
  };
  xml.element("w:ftr", {{"xmlns:w", kWord}}, [&] {
    xml.element("w:p", [&] {
      xml.element("w:pPr", [&] {
        xml.element("w:pStyle", {{"w:val", "Footer"}});
        if (flows.right_to_left) xml.element("w:bidi", {});
      });
      xml.element("w:r", [&] {
        if (flows.right_to_left) xml.element("w:rPr", [&] { xml.element("w:rtl", {}); });
        xml.element("w:t", {{"xml:space", "preserve"}}, [&] { xml.text(flows.foot + " "); });
      });
      field("begin", nullptr), field(nullptr, " PAGE "), field("end", nullptr);
    });
  });
  return xml.finish();
}

}  // namespace

std::string docx_of(const brief::Paper& paper, const Flows& flows) {
  const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  std::vector<std::string> pictures;
  Package package;
  package.add("_rels/.rels", relations_part({{"document", "officeDocument", "word/document.xml"},
                                             {"core", "core-properties", "docProps/core.xml"}}));
  package.add("docProps/core.xml",
              core_properties(paper.view.title, paper.view.language, to_string(paper.view.as_of)),
              "application/vnd.openxmlformats-package.core-properties+xml");
  package.add("word/document.xml", document_part(paper, flows, pictures), word + "document.main+xml");
  package.add("word/styles.xml", styles_part(paper, flows.right_to_left), word + "styles+xml");
  package.add("word/numbering.xml", numbering_part(), word + "numbering+xml");
  package.add("word/footer.xml", footer_part(flows), word + "footer+xml");
  std::vector<Relation> relations = {{"styles", "styles", "styles.xml"},
                                     {"numbering", "numbering", "numbering.xml"},
                                     {"footer", "footer", "footer.xml"}};
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = fmt::format("picture{}", i + 1);
    relations.push_back({name, "image", "media/" + name + ".png"});
    package.add("word/media/" + name + ".png", pictures[i]);
  }
  package.add("word/_rels/document.xml.rels", relations_part(relations));
  return package.finish();
}

}  // namespace handover::papers
