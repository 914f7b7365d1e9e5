// Invented passages of narratives and oversight reports, with the days they mean: what is told leans on what
// was told before.
#include "intake/sentence_cases.h"

using namespace handover;
using namespace handover::intake;

namespace {

constexpr auto in_genre = [](Genre genre) {
  return [genre](const char* text) { return days_in(text, {parse_date("2020-03-31"), genre}); };
};

constexpr Example kStories[] = {
    {"In October 1912 the league attacked. The following spring it fell apart.", "1912-10; 1913-SP"},
    {"In January 1912 they quarrelled. That summer they made peace.", "1912-01; 1912-SU"},
    {"The siege began in October 1854. The following January the walls gave way.", "1854-10; 1855-01"},
    {"The siege began in 1854. In March of the following year the walls gave way.", "1854; 1855-03"},
    {"By 1854 the town had grown rich. In June of that year it was burnt.", "1854; 1854-06"},
    {"On 3 May 1808 they were shot. That night the city rose. The next morning it was quiet.",
     "1808-05-03; 1808-05-03; 1808-05-04"},
    {"On 3 May 1808 they marched. A week later they were back, and a fortnight later gone.",
     "1808-05-03; 1808-W19; 1808-05-24"},
    {"On 3 May 1808 the guns opened at 4:30 a.m. and fell silent at noon.",
     "1808-05-03; 1808-05-03; 1808-05-03"},
    {"On 3 May 1808 the guns opened. At dawn they fell silent. By midnight all was over.",
     "1808-05-03; 1808-05-03; 1808-05-03"},
    {"On 3 May 1808 they landed. On the 5th they took the fort, and on the 7th and 9th two more.",
     "1808-05-03; 1808-05-05; 1808-05-07; 1808-05-09"},
    {"On June 6, 1944 (D-Day), they landed. By D-Day plus 4 they held the town.",
     "1944-06-06; 1944-06-06; 1944-06-10"},
    {"In May 1944 they broke out, joined by men who had landed in late 1943. In June they took the city.",
     "1944-05; 1943 late; 1944-06"},
    {"In May 1944 they broke out, and the pursuit lasted until February 1945. By July they held the pass.",
     "1944-05; 1945-02; 1944-07"},
    {"On 2 June 1793 they were arrested. The hero of the August 1792 rising fell too. On 24 June a law "
     "passed.",
     "1793-06-02; 1792-08; 1793-06-24"},
    {"In May 1942 they held on to what they had won the previous year. In July they lost it.",
     "1942-05; 1941; 1942-07"},
    {"Early in 1943 they crossed; later in the year they came back, and by the year's end they were gone.",
     "1943 early; 1943; 1943 late"},
    {"In the winter of 1941-42 they starved. In March they ate.", "1942-WI; 1942-03"},
    {"In the first days of June 1967 planes flew. On 10 June they stopped.", "1967-06 early; 1967-06-10"},
    {"The years 1914-18 were followed by 1919 and 1920.", "1914; 1918; 1919; 1920"},
    {"From June until early August 1944 the dam held.", "1944-06; 1944-08 early"},
    {"In the spring and summer of 1942 they advanced.", "1942-SP; 1942-SU"},
    {"In December 1941 it began. In January it spread. In February it ended.", "1941-12; 1942-01; 1942-02"},
    {"It was founded in AD 70 and burnt in 614 AD.", "0070; 0614"},
    {"On Christmas Day 1914 they sang. The film White Christmas came later.", "1914-12-25"},
    {"On 1 March 1900 the train was late. The day after the driver resigned, another came.", "1900-03-01"},
    {"On 1 March 1900 the train was late. The day after, it was later.", "1900-03-01; 1900-03-02"},
    {"On Easter Monday 1916 they rose. On Good Friday 1865 he was shot.", "1916-04-24; 1865-04-14"},
    {"The armistice of 11 November 1918 ended it. Twenty years later it began anew.", "1918-11-11; 1938"},
    {"On 5 June 1967 planes flew. On the morning of the 7th they came back. The following Sunday it ended.",
     "1967-06-05; 1967-06-07; 1967-06-11"},
    {"On 5 March 1863 they crossed. From the 7th until the 9th, and on the night of the 12th, it rained.",
     "1863-03-05; 1863-03-07; 1863-03-09; 1863-03-12"},
    {"On 5 March 1863 they crossed. The year before they had fled; they came back in the summer of '64.",
     "1863-03-05; 1864-SU"},
    {"On 5 March 1863 they crossed. It was over by the end of the decade.", "1863-03-05; 186X late"},
    {"It lasted from the first day of June 1941 to the last day of February 1944.", "1941-06-01; 1944-02-29"},
    {"After 9/11 and the September 11 attacks the law changed.", "2001-09-11; 2001-09-11"},
    {"It lasted from 1 July to 18 November 1916 and from April to November 1918.",
     "1916-07-01; 1916-11-18; 1918-04; 1918-11"},
    {"Over the last year of the war, and for the last decade, nothing grew.", ""},
    {"On 5 June 1967 planes flew. Within 24 hours later reports came. 24 hours later all was lost.",
     "1967-06-05; 1967-06-06; 1967-06-07"},
};

constexpr Example kReports[] = {
    {"In 2018 the fund paid late. In March it paid nothing; in April it paid twice.",
     "2018; 2018-03; 2018-04"},
    {"In fiscal year 2018, $3 million was spent.", "FY2018"},
    {"In the third quarter of 2019 the agency hired 40 people.", "2019-Q3"},
    {"Between January and June 2019 the agency hired 40 people.", "2019-01; 2019-06"},
    {"From 1 October 2018 through 30 September 2019 the agency hired 40 people.", "2018-10-01; 2019-09-30"},
    {"As of December 31, 2019, the agency had 40 people; a year earlier it had 12.", "2019-12-31; 2018"},
    {"In mid-2017 the wall stood. By late 2018 it did not.", "2017 mid; 2018 late"},
    {"The 2015 agreement and the January 2016 letter say so.", "2015; 2016-01"},
};

}  // namespace

TEST_CASE("stories") {
  check_all(kStories, in_genre(Genre::narrative));
}
TEST_CASE("reports") {
  check_all(kReports, in_genre(Genre::report));
}
