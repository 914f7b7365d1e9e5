// From drawn inputs to terms: the default forecast on every issue, whether everyone with a veto prefers it to
// no agreement, and how far the two sides are apart.
#pragma once

#include "talks/fitted_model.h"
#include "talks/table.h"

namespace handover::talks {

// Sum of salience x influence x position over the sum of salience x influence: the compromise model (Achen
// 2006, in Thomson et al., The European Union Decides, chapter 4). The middle of the scale without actors.
double weighted_mean(const IssueInputs& issue);

// Loss of an actor at `terms`, summed over its issues: salience x distance / range of the scale. Actors
// without a position on an issue lose nothing by it.
double loss(const std::vector<IssueInputs>& inputs, std::size_t actor, const std::vector<double>& terms);

// False when some actor with a veto loses more by `terms` than by the reference points. Only issues with a
// reference point count; without a veto or a reference point there is nothing to refuse.
bool accepted_by_vetoes(const std::vector<IssueInputs>& inputs, const std::vector<double>& terms);
// The same for each group of linked issues on its own (linked_groups): what is lost in one group cannot be
// made good in another.
bool accepted_by_vetoes(const std::vector<IssueInputs>& inputs, const std::vector<double>& terms,
                        const std::vector<std::vector<std::size_t>>& groups);

// 0..1: distance between the two sides' weighted means, as a share of each scale, averaged over the issues by
// salience. When an issue has not both sides at it: twice its weighted mean absolute deviation.
double gap_between_sides(const BargainTable& table, const std::vector<IssueInputs>& inputs);

Settlement settlement_of(const BargainTable& table, const std::vector<IssueInputs>& inputs,
                         std::vector<double> terms);

}  // namespace handover::talks
