import Reachability
import CoreModel
import Text
import Words

/// An earlier reading of the same inventory, to compare with.
public struct EarlierReading: Sendable {
    /// Answers questions about it.
    public var analyzer: Analyzer
    /// When it was read, or what it is called.
    public var time: String
    /// Whether it is the same reading without the changes that are tried.
    public var isWithoutTrial = false

    /// Makes one.
    public init(analyzer: Analyzer, time: String) {
        self.analyzer = analyzer
        self.time = time
    }

    /// What was read, to compare with what is on trial.
    public init(withoutTrial analyzer: Analyzer) {
        self.init(analyzer: analyzer, time: "what was read")
        isWithoutTrial = true
    }

    /// What a verdict rests on, behind it.
    var ground: String { isWithoutTrial ? "without the trial" : "by the data of \(time)" }
}

/// The answer that an earlier reading gave to the same question, and the rules that came or went between the two.
public struct EarlierAnswer: Sendable {
    /// What stands below the sentence.
    let rows: [ReportPage.Row]

    /// Asks an earlier reading what was asked of a later one.
    public init(_ answer: Answer, of now: Analyzer, earlier: EarlierReading, _ scope: AnswerScope = .everything) {
        let (before, time) = (earlier.analyzer, earlier.time)
        let asked = answer.question
        let question = Result { () throws(QuestionError) in
            // Its own ends, with changes: there is nothing to look up, nor stand-ins to be found by.
            if earlier.isWithoutTrial, let own = now.question(asked, after: before.inventory) { return own }
            return try before.question(
                from: asked.source.asked, to: asked.destination.asked, port: asked.port.asked, version: asked.version)
        }
        switch question {
        case .failure(let error):
            rows = [ReportPage.Row(label: .before, text: "cannot be asked of \(time): \(error.message)")]
        case .success(let question):
            let brief = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay, isFull: false)
            let old = before.answer(question, brief)
            let was = old.verdict == answer.verdict ? "\(old.verdict.rawValue) too" : old.verdict.rawValue
            var rows = [ReportPage.Row(label: .before, text: "\(was), \(earlier.ground)", tone: old.verdict.tone)]
            let went = Self.deciding(old, before, missingIn: now).map { "removed: \($0)" }
            let came = Self.deciding(answer, now, missingIn: before).map { "added: \($0)" }
            let texts = went + came
            rows += texts.prefix(4).map {
                ReportPage.Row(label: earlier.isWithoutTrial ? .trial : .since, text: $0, tone: .strong)
            }
            if texts.count > 4 {
                rows.append(ReportPage.Row(label: .unlabelled, text: "and \(texts.count - 4) more", tone: .dim))
            }
            if texts.isEmpty, !earlier.isWithoutTrial, old.verdict != answer.verdict, old.groupsVerdict != answer.groupsVerdict {
                let text = "no rule that decides came or went; the addresses or the groups of the ends did"
                rows.append(ReportPage.Row(label: .since, text: text))
            }
            self.rows = rows
        }
    }

    /// The rules that decide an answer and that the other reading lacks: "RDS SG ingress tcp 5432 from ECS API SG".
    private static func deciding(_ answer: Answer, _ own: Analyzer, missingIn other: Analyzer) -> [String] {
        answer.checks.filter { $0.outcome != .fail }.flatMap { check -> [String] in
            guard let group = check.component else { return [] }
            let known = other.inventory.group(id: own.inventory[own.inventory[group].id])
            let rules = known.map { group in Direction.allCases.flatMap { other.inventory.rules(of: group, $0) } } ?? []
            let kept = Set(rules.map { other.inventory.identity(of: other.inventory[$0]) })
            let gone = check.rules.filter { !kept.contains(own.inventory.identity(of: own.inventory[$0])) }
            return gone.map { rule in
                "\(own.names.name(of: group)) \(check.side.name) \(RuleText(own.inventory, own.names).line(rule))"
            }
        }.distinct()
    }
}
