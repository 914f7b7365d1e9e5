// A document of which every key says who may read it, made for one reader: what he may not read is never put
// in.
#pragma once

#include "mission/audience.h"
#include "report/documents.h"

#include <functional>
#include <utility>

namespace handover::report {

using MayRead = std::function<bool(Audience)>;

class Figures {
 public:
  explicit Figures(const MayRead& may) : may_(may) {}
  template <class Value>
  Figures& add(const char* key, Declared audience, Value&& value) {
    if (may_(audience)) json_[key] = Json(std::forward<Value>(value));
    return *this;
  }
  Json take() { return std::move(json_); }

 private:
  const MayRead& may_;
  Json json_ = Json::object();
};

}  // namespace handover::report
