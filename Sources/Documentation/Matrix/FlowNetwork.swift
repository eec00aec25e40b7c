import CoreModel
import Reachability

/// What the layers other than groups do with flows that rules let through: rows of a matrix, lines of a map.
///
/// A flow is asked as it is listed: its source, or the members of it that alone may send, its destination and its traffic; over IPv4 where
/// its ends have it.
public struct FlowNetwork {
    private let survey: NetworkSurvey
    private let inventory: Inventory

    /// For flows of an analyzer's inventory, by the layers of `scope`.
    public init(_ analyzer: Analyzer, _ scope: AnswerScope = .everything) {
        survey = NetworkSurvey(analyzer, scope)
        inventory = analyzer.inventory
    }

    /// Whether the input tells layers beside groups, and these were asked for.
    public var looksAtNetwork: Bool { survey.looksAtNetwork }

    /// What becomes of a flow; nil where no other layer is looked at.
    ///
    /// `members` are those that alone may send it, none where all may; `rules` let it through.
    public func verdict(
        from source: End, only members: [InterfaceIndex] = [], to destination: End, _ traffic: [Traffic], by rules: [RuleIndex]
    ) -> NetworkVerdict? {
        questions(from: source, only: members, to: destination, traffic, by: rules).lazy.compactMap { survey.network($0) }.first
    }

    /// The questions that a flow stands for, of which the first that can be asked tells.
    func questions(
        from source: End, only members: [InterfaceIndex], to destination: End, _ traffic: [Traffic], by rules: [RuleIndex]
    ) -> [Question] {
        let sender = members.isEmpty ? Endpoint(source) : Endpoint(.interfaces(members), asked: "")
        let named = Set(rules.compactMap { inventory.network(of: inventory[$0].peer)?.version })
        let isOfNetworks = source.group == nil || destination.group == nil
        let versions = IPVersion.allCases.filter { !isOfNetworks || named.isEmpty || named.contains($0) }
        return versions.compactMap { version in
            let question = try? Question(
                from: sender, to: Endpoint(destination), port: PortQuery(traffic, asked: ""), version: version)
            return question.flatMap { $0.version == version ? $0 : nil }
        }
    }
}

/// What becomes of the rows of a matrix, each distinct verdict once.
struct MatrixNetwork {
    let network: FlowNetwork
    private(set) var verdicts: [NetworkVerdict] = []
    private var numbers: [NetworkVerdict: UInt32] = [:]

    init(_ network: FlowNetwork) { self.network = network }

    /// The place of a row's verdict in ``verdicts``; nil where no other layer is looked at.
    mutating func number(_ row: MatrixRow) -> UInt32? {
        guard
            let verdict = network.verdict(
                from: row.source, only: row.members, to: row.destination, row.traffic, by: row.rules)
        else { return nil }
        if let known = numbers[verdict] { return known }
        let number = UInt32(verdicts.count)
        verdicts.append(verdict)
        numbers[verdict] = number
        return number
    }
}
