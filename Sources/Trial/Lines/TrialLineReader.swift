import CoreModel
import Reachability

/// Reads lines of a trial: which kind of change one is, and what its parts name.
struct TrialLineReader {
    let analyzer: Analyzer
    /// The ids of what earlier changes took away.
    let gone: Set<String>
    var inventory: Inventory { analyzer.inventory }
    var things: TrialThings { TrialThings(inventory: inventory) }
    var writer: TrialLineWriter { TrialLineWriter(analyzer) }

    init(_ analyzer: Analyzer, without gone: Set<String> = []) { (self.analyzer, self.gone) = (analyzer, gone) }

    /// The change of a line.
    func line(_ text: String) throws(TrialFault) -> TrialLine {
        let tokens = TrialToken.tokens(of: text)
        guard let first = tokens.first else { throw .empty }
        if first.isOne(of: TrialWords.verbs) {
            let rest = Array(tokens.dropFirst())
            return first.text.lowercased() == "off" ? try drill(rest) : try joining(first.text.lowercased(), rest)
        }
        guard !first.isQuoted, let sign = first.text.first, TrialWords.signs.contains(String(sign)) else {
            throw .unknownVerb(first.text)
        }
        // "+rds" is read as "+ rds".
        let attached = first.text.count > 1 ? [TrialToken(text: String(first.text.dropFirst()))] : []
        let rest = attached + tokens.dropFirst()
        guard let next = rest.first else { throw .lacks(.group, "") }
        let edits: [Edit]
        var said: String?
        if next.isOne(of: ["acl"]) {
            edits = try entry(sign, Array(rest.dropFirst()))
        } else if next.isOne(of: ["route"]) {
            edits = try route(sign, Array(rest.dropFirst()))
        } else if next.isOne(of: ["tgw-route"]) {
            edits = try transitRoute(sign, Array(rest.dropFirst()))
        } else if let place = rest.firstIndex(where: { $0.isOne(of: TrialWords.carries) }) {
            let carried = try attachment(sign, Array(rest[..<place]), Array(rest[(place + 1)...]))
            edits = carried.edits
            said = carried.line
        } else {
            edits = try rule(sign, rest)
        }
        let texts = edits.compactMap(writer.text)
        // Several rules of one line stay one change.
        let typed = tokens.map { $0.isQuoted ? TrialToken.quoted($0.text) : $0.text }.joined(separator: " ")
        return TrialLine(text: texts.count == 1 ? texts[0] : said ?? typed, edits: edits)
    }

    // MARK: Ends

    func end(_ text: String) throws(TrialFault) -> Endpoint {
        do throws(QuestionError) { return try analyzer.resolver.resolve(text) } catch { throw .asking(error) }
    }

    func group(_ tokens: [TrialToken], _ part: TrialFault.Part = .group) throws(TrialFault) -> GroupIndex {
        let text = TrialToken.name(tokens)
        if text.isEmpty { throw .lacks(part, "") }
        guard let group = try end(text).kind.group else { throw .noGroup(text) }
        return group
    }

    /// What an end is called in errors.
    func name(_ group: GroupIndex) -> String { analyzer.names.name(of: group) }

    func id(_ group: GroupIndex) -> String { inventory[inventory[group].id] }

    /// Ports, types or protocols as one rule or entry has them, each apart.
    func traffic(_ tokens: [TrialToken], _ version: IPVersion?) throws(TrialFault) -> [Traffic] {
        let text = TrialToken.name(tokens)
        if text.isEmpty { throw .lacks(.ports, "") }
        do throws(QuestionError) {
            let port = try PortQuery(parsing: text)
            return port.isPing && version == .v6 ? TrafficSet(port.points(.v6).intervals).traffic : port.traffic
        } catch { throw .asking(error) }
    }

    /// A CIDR or an address; `internet` is everything.
    func network(_ text: String, _ version: IPVersion = .v4) throws(TrialFault) -> IPNetwork {
        if text.lowercased() == "internet" { return .everything(version) }
        guard let network = try? WrittenNetwork(parsing: text).network else { throw .lacks(.network, text) }
        return network
    }
}
