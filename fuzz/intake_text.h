// The text that rows of intake are checked against.
#pragma once

#include "intake/document.h"

inline const handover::intake::Document& intake_text() {
  static const handover::intake::Document document = [] {
    handover::intake::Document one;
    one.text =
        "On January 27, 2024 the minister said “about 2,500 US troops” stay in Iraq. Over 150 attacks were "
        "counted since mid-October.";
    one.published = handover::date_of(2024, 2, 12);
    return one;
  }();
  return document;
}
