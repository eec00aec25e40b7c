import CoreModel
import Diff
import Reachability

/// An answer before and on trial.
public struct TurnedAnswer: Sendable, Hashable {
    /// What was asked, of what was read.
    public let question: Question
    /// The verdict of what was read.
    public let before: Verdict
    /// The verdict on trial; nil where an end is gone.
    public let after: Verdict?

    /// Whether it is another one on trial.
    public var isTurned: Bool { after != before }
}

extension Trial {
    /// The groups that somebody carried in what was read and nobody does on trial, by their places in what was read.
    ///
    /// Nothing that is said of a member that they might have is true of those that are gone.
    public var leftWithoutMembers: [GroupIndex] {
        TakenAway(from: base, to: analyzer).groups
    }

    /// The same groups by their places on trial; those that are not there any more are left out.
    public var goneGroups: Set<GroupIndex> {
        Set(leftWithoutMembers.compactMap { inventory.group(id: base.inventory[base.inventory[$0].id]) })
    }

    /// What questions that were asked of what was read come to on trial, in their order, those that stay among them.
    ///
    /// Complexity: a verdict in each inventory, in what was read of those that were not asked before; what walks and look-ups need is made
    /// once. Nothing but the questions is looked at.
    public func answers(to questions: [Question], _ scope: AnswerScope = .everything) -> [TurnedAnswer] {
        if questions.isEmpty { return [] }
        let (before, after) = (
            NetworkSurvey(base, scope, tellsDeciders: false), NetworkSurvey(analyzer, scope, tellsDeciders: false)
        )
        let gone = Set(leftWithoutMembers)
        return questions.map { question in
            let old = base.remembered(question, scope) { before.verdict(question).verdict }
            let isGone = [question.source, question.destination].contains { $0.kind.group.map(gone.contains) ?? false }
            let new = isGone ? nil : base.question(question, after: inventory).map { after.verdict($0).verdict }
            return TurnedAnswer(question: question, before: old, after: new)
        }
    }
}
