import Reachability
import CoreModel
import Testing

/// Who is held to a law: the engine, and the evaluator that it is compared with.
enum LawJudge: String, CaseIterable {
    case engine, oracle

    /// Who is held to a law on the inventory of a seed: the evaluator, which costs most of the time, on every third.
    static func judges(of seed: UInt64) -> [LawJudge] { seed.isMultiple(of: 3) ? allCases : [.engine] }
}

/// An inventory with both that judge it.
struct LawCase {
    let spec: OracleSpec
    let inventory: Inventory
    let oracle: Oracle
    private let analyzer: Analyzer

    init(_ spec: OracleSpec) {
        self.spec = spec
        inventory = spec.inventory()
        analyzer = Analyzer(inventory)
        oracle = Oracle(inventory)
    }

    /// The verdict; nil where the question cannot be asked.
    func verdict(_ written: OracleQuestion, _ judge: LawJudge) -> Verdict? {
        guard let question = written.question(of: inventory) else { return nil }
        return judge == .engine ? analyzer.verdict(question) : oracle.verdict(question)
    }

    /// The interface that an end is, where it is one interface and nothing else.
    func only(_ end: OracleQuestion.End, of written: OracleQuestion) -> OracleInterface? {
        guard let question = written.question(of: inventory) else { return nil }
        let asked = end == written.source ? question.source : question.destination
        let found = oracle.interfaces(of: asked, question.version)
        return found.named.count == 1 && !found.hasOthers ? found.named.first : nil
    }

    /// The places of the interfaces that carry a group.
    func members(of group: String) -> [Int] { spec.interfaces.indices.filter { spec.interfaces[$0].groups.contains(group) } }
}

extension OracleQuestion {
    /// The same with other ends.
    func asking(source: End? = nil, destination: End? = nil) -> OracleQuestion {
        var other = self
        if let source { other.source = source }
        if let destination { other.destination = destination }
        return other
    }
}

/// What broke a law, the first few of each judge; and how often each verdict was met.
struct LawRecord {
    private var broken: [LawJudge: [String]] = [:]
    private var counts: [Verdict: Int] = [:]

    /// Holds each judge of a seed to a law: the verdict that is met, and what is told where it breaks the law; nil where none is met.
    mutating func hold(_ seed: UInt64, _ spec: OracleSpec, _ law: (LawJudge) -> (met: Verdict, broken: String?)?) {
        for judge in LawJudge.judges(of: seed) {
            guard let outcome = law(judge) else { continue }
            counts[outcome.met, default: 0] += 1
            if let text = outcome.broken { broken[judge, default: []].append("seed \(seed)\n\(spec)\n\(text)") }
        }
    }

    /// Fails where the law is broken.
    func check(_ location: SourceLocation = #_sourceLocation) {
        for (judge, all) in broken {
            let first = all.prefix(3).joined(separator: "\n\n")
            Issue.record("\(all.count) times for the \(judge.rawValue)\n\(first)", sourceLocation: location)
        }
    }

    /// How often the verdict that was met least was met.
    func least(of verdicts: [Verdict] = Verdict.allCases) -> Int { verdicts.map { counts[$0, default: 0] }.min() ?? 0 }
}
