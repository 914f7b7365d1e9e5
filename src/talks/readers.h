// Files that hold who wants what, from text to BargainTable. Every complaint names file, line, column, value
// and the hint; all complaints of a file are thrown together as one InputError.
#pragma once

#include "base/problem.h"
#include "talks/table.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover::talks {

struct ReadOptions {
  // Ends of the scale of a plain table; nothing: the span of its positions, as its literature has it.
  std::optional<double> low, high;
  std::optional<double> reference_point, outcome;  // of a plain table
  // Influence in a DEU file, which has none: `equal`, or `institutions`: Commission, Parliament (under
  // co-decision) and Council a third each, the Council's shared equally among its members.
  std::string deu_influence = "equal";
};

enum class Format { plain, ktab, deu, exchange, unknown };
// Of a text in UTF-8, by its shape first and by words last: a KTAB title may hold any word.
Format format_of(std::string_view text);

// From any file that the front door takes (tables/front_door.h), by format_of. Throws InputError, also for a
// format it does not know.
BargainTable read_bargain_table(std::string_view bytes, const std::string& file,
                                const ReadOptions& options = {});

// The others take text in UTF-8.
//
// A column for the actor (or stakeholder, player, party, country ...), for its capability (influence, power,
// resources, clout
// ...), position and salience, and if wanted veto (yes, no) and form (pert, triangular, quantiles). A number
// may be a range: low..most likely..high, or low..high.
BargainTable read_plain_table(std::string_view text, const std::string& file, const ReadOptions& options);
// KTAB's spatial model: a line with name, description, number of actors and of dimensions; a header; a line
// for each actor with name, description, influence and, for each dimension, position and salience (0..100).
// Separated by commas, semicolons or tabs.
BargainTable read_ktab_table(std::string_view text, const std::string& file);
// DEU (Thomson et al.; Arregui & Perarnaud 2022): semicolons, a line for each issue, positions p* and
// saliences s* by actor, `rp` reference point, `out` outcome; empty or above 100 is unknown; a decimal comma
// will do, since no cell holds a comma otherwise.
BargainTable read_deu_table(std::string_view text, const std::string& file, const ReadOptions& options);

// Input of an exchange model (the Copenhagen talks of 2009 are published so): lines '#A' for actors, '#P' for
// issues, '#M' for marks on a scale, '#D' for actor, issue, position, salience and power, with or without
// single quotes, separated by tabs or semicolons; '#O' and '#/' are comments.
BargainTable read_exchange_table(std::string_view text, const std::string& file);

// Faults of sense that every reader (and a mission) can have: an issue whose weights sum to zero, a position
// outside its scale, no actor at all.
std::vector<Problem> check_table(const BargainTable& table, const std::string& file);

}  // namespace handover::talks
