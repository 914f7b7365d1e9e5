// Invented Arabic sentences: days, counts and speakers.
#include "intake/counts.h"
#include "intake/quotations.h"
#include "intake/sentence_cases.h"

using namespace handover;
using namespace handover::intake;

namespace {

const DateContext kNews{parse_date("2024-07-24"), Genre::news};

std::string counts_in(const char* text) {
  const Words words = words_of(text);
  std::string out;
  for (const CountMention& count : find_counts(words, find_dates(words, kNews), {}))
    out += fmt::format("{}{} {}", out.empty() ? "" : "; ", count.number.ledger_value(), count.unit);
  return out;
}
std::string speakers_in(const char* text) {
  const Words words = words_of(text);
  std::string out;
  for (const Speech& speech : find_speech(words, {}, {})) {
    if (speech.direct) out += fmt::format("{}{}", out.empty() ? "" : "; ", speech.speaker);
  }
  return out;
}

constexpr Example kDays[] = {
    {"وصل الوفد في 27 يناير 2024.", "2024-01-27"},
    {"وصل الوفد في 27 كانون الثاني 2024.", "2024-01-27"},
    {"وقع الاتفاق في الثالث من أيار 2023.", "2023-05-03"},
    {"وقع الاتفاق في ٣ أيار ٢٠٢٣.", "2023-05-03"},
    {"بدأت الحرب في عام 2003 وانتهت سنة 2011.", "2003; 2011"},
    {"منذ منتصف تشرين الأول 2023 لم تمر قافلة.", "2023-10 mid"},
    {"في أوائل عام 2020 توقف العمل.", "2020 early"},
    {"في نهاية عام 2021 توقف العمل.", "2021 late"},
    {"في مطلع شباط توقف العمل.", "2024-02 early"},
    {"التقى الوزيران يوم الثلاثاء.", "2024-07-23"},
    {"التقى الوزيران الأحد الماضي.", "2024-07-21"},
    {"التقى الوزيران أمس.", "2024-07-23"},
    {"التقى الوزيران اليوم الأربعاء.", "2024-07-24"},
    {"يلتقي الوزيران غدا.", "2024-07-25"},
    {"في العام الماضي كان الأمر مختلفا.", "2023"},
    {"في الشهر الماضي كان الأمر مختلفا.", "2024-06"},
    {"في الأسبوع الماضي كان الأمر مختلفا.", "2024-W29"},
    {"سينتهي العمل العام المقبل.", "2025"},
    {"قبل ثلاثة أيام أغلق المطار.", "2024-07-21"},
    {"قبل عامين أغلق المطار.", "2022"},
    {"في صيف 2023 جفت الآبار.", "2023-SU"},
    {"بين آذار وحزيران 2023 جفت الآبار.", "2023-03; 2023-06"},
    {"في عامي 2019 و2021 وفي سنة 2003م.", "2019; 2021; 2003"},
    {"في تموز الماضي وفي أيلول المقبل.", "2023-07; 2024-09"},
    {"من 3 إلى 5 أيار 2023 جفت الآبار.", "2023-05-03; 2023-05-05"},
};

constexpr Example kCounts[] = {
    {"وصل 25 جنديا إلى المدينة.", "25 persons"},   {"أكثر من 150 هجوما وقعت هنا.", ">150 attacks"},
    {"نحو 2500 جندي في البلاد.", "~2500 persons"}, {"ما لا يقل عن 12 مدنيا.", ">=12 persons"},
    {"قتل 3 جنود في الهجوم.", "3 killed"},
};

constexpr Example kSpeakers[] = {
    {"وقال رئيس الوزراء «المحادثات ستحدد مدة المفاوضات».", "رئيس الوزراء"},
    {"قالت الوزيرة سلمى: «لن نوقع على هذا النص أبدا».", "الوزيرة سلمى"},
    {"وأكد المتحدث باسم الوزارة \"أن القافلة وصلت إلى المدينة سالمة\".", "المتحدث باسم الوزارة"},
    {"«لن نوقع على هذا النص أبدا»، قال الوزير.", "الوزير"},
};

}  // namespace

TEST_CASE("Arabic: days") {
  check_all(kDays, [](const char* text) { return days_in(text, kNews); });
}
TEST_CASE("Arabic: counts") {
  check_all(kCounts, counts_in);
}
TEST_CASE("Arabic: speakers") {
  check_all(kSpeakers, speakers_in);
}
