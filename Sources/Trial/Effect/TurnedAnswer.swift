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
    /// They are gone; see ``Analyzer/isGone(_:)``.
    public var leftWithoutMembers: [GroupIndex] {
        TakenAway(from: base, to: analyzer).groups
    }

    /// The interfaces that are gone on trial, by their places in what was read.
    ///
    /// Complexity: linear in interfaces; nothing where they are the same.
    public var goneInterfaces: [InterfaceIndex] {
        let (gone, read) = (TakenAway(from: base, to: analyzer).interfaces, base.inventory)
        if gone.isEmpty { return [] }
        return read.interfaces.indices.filter { gone.contains(read[read.interfaces[$0].id]) }.map(InterfaceIndex.init)
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
        return questions.map { question in
            let old = base.remembered(question, scope) { before.verdict(question).verdict }
            let asked = base.question(question, after: inventory).flatMap { analyzer.isGone($0) ? nil : $0 }
            return TurnedAnswer(question: question, before: old, after: asked.map { after.verdict($0).verdict })
        }
    }
}
