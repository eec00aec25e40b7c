import Reachability
import CoreModel
import Text

/// The first sentence of an answer: it begins with the verdict, names what decides, stands alone in a ticket, and has at most 160
/// characters.
extension AnswerText {
    private static let limit = 160

    /// One sentence that begins with the verdict and stands alone; at most 160 characters.
    public var summary: String { sentence.text }

    /// A sentence: what stands before the colon, and what stands behind it, where there is one.
    struct Wording {
        var lead: String
        var rest: String?
        /// Whether it says the first of the conditions.
        var saysCondition = false

        init(_ lead: String, _ rest: String? = nil, saysCondition: Bool = false) {
            self.lead = lead
            self.rest = rest
            self.saysCondition = saysCondition
        }

        var text: String { "\(lead)\(rest.map { ": \($0)" } ?? "")." }
    }

    /// The sentence: of several wordings, ordered from the fullest to the shortest, the first that fits and says what decides; and whether
    /// it says the first of the conditions.
    ///
    /// Where none does, what the other family answers is left out; where that is not enough, what a whole way names is called by ids.
    var sentence: (text: String, saysCondition: Bool) {
        let own = wordings
        var (telling, bare) = (own.filter { $0.rest != nil }, own.filter { $0.rest == nil })
        if let fitting = fitting(telling.map { withFamily($0) }) ?? fitting(telling.map { withFamily($0, tellsOther: false) }) {
            return fitting
        }
        if let way {
            telling = way.byID.wordings.filter { $0.rest != nil }
            if let fitting = fitting(telling.map { withFamily($0) }) ?? fitting(telling.map { withFamily($0, tellsOther: false) })
            {
                return fitting
            }
        }
        if let fitting = fitting(bare) { return fitting }
        bare += own.map { withFamily($0) }
        let shortest = bare.map(\.text).min { $0.count < $1.count } ?? answer.verdict.rawValue
        return ("\(shortest.prefix(Self.limit - 3))...", false)
    }

    private var wordings: [Wording] {
        if answer.verdict == .allowed, let address = unheldAddress { return plainHost(address) }
        if let way { return way.wordings }
        switch answer.verdict {
        case .allowed: return allowed
        case .blocked: return blocked
        case .depends: return depends
        }
    }

    /// The address of an end within a loaded VPC that no loaded interface has: what has it may be newer than the data.
    private var unheldAddress: IPAddress? {
        if case .notFiltered = answer.ground { return nil }
        return [question.source, question.destination].lazy.compactMap { end in
            guard let network = end.kind.network, network.isAddress, end.kind.group == nil else { return nil }
            let address = network.address
            let isWithin = (inventory.vpcs.flatMap(\.networks) + inventory.subnets.flatMap(\.networks)).contains {
                $0.contains(address)
            }
            return isWithin && !inventory.interfaces.contains { $0.hasAddress(address) } ? address : nil
        }.first
    }

    private func plainHost(_ address: IPAddress) -> [Wording] {
        let date = inventory.date.map { ", \(DataAgeText($0, now: nil).unmarked)" } ?? ""
        let asked = "newer than that? Then its groups decide"
        return [
            Wording("Allowed if a plain host has it", "no interface has \(address) in this data\(date); \(asked)"),
            Wording("Allowed if a plain host has it", "no interface has \(address) in this data; \(asked)"),
        ]
    }

    private func fitting(_ wordings: [Wording]) -> (text: String, saysCondition: Bool)? {
        wordings.first { $0.text.count <= Self.limit }.map { ($0.text, $0.saysCondition) }
    }

    // MARK: Allowed

    /// Wordings of the groups alone, from the fullest to the shortest.
    var allowed: [Wording] {
        guard let egress = answer.check(.egress), let ingress = answer.check(.ingress) else { return [Wording("Allowed")] }
        if case .notFiltered(let service, let sourceHasNoEgress) = answer.ground {
            let source = ends.name(.egress)
            let whose = service.vpc.isNone ? "" : " of \(source)'s own VPC"
            let base = "\(ends.name(.ingress)) is \(service.kind.name)\(whose), which security groups do not filter"
            let full = "\(base); that \(source) has no egress rules does not matter"
            return (sourceHasNoEgress ? [Wording("Allowed", full)] : []) + [Wording("Allowed", base)]
        }
        let clauses = [passClause(egress), passClause(ingress)].compactMap { $0 }
        switch clauses.count {
        case 0: return [Wording("Allowed", "neither end carries security groups; nothing filters \(asked)")]
        case 1:
            let open = name(egress.rules.isEmpty ? egress : ingress)
            return [
                Wording("Allowed", "\(clauses[0]); nothing filters the side of \(open)"), Wording("Allowed", clauses[0]),
                Wording("Allowed", "the rules let \(asked) through"),
            ]
        default:
            return [
                Wording("Allowed", "\(clauses[0]), and \(clauses[1])"),
                Wording("Allowed on \(asked)", "\(name(egress)) lets it out, and \(name(ingress)) lets it in"),
            ]
        }
    }

    /// "RDS SG lets tcp 5432 in from ECS API SG"; nil for a side that nothing filters.
    func passClause(_ check: Check) -> String? {
        guard !check.rules.isEmpty else { return nil }
        let what = check.rules.count == 1 ? rules.traffic(check.rules) : asked
        return "\(name(check)) lets \(what) \(check.side.wayWithPreposition) \(TextList.sentence(rules.peers(check.rules)))"
    }

    /// Says that the other family's answer differs: "Blocked over IPv4: ...; over IPv6 the same question is allowed".
    private func withFamily(_ wording: Wording, tellsOther: Bool = true) -> Wording {
        guard let other = answer.otherFamily, other != answer.verdict, let rest = wording.rest else { return wording }
        let verdict = other == .depends ? "depends" : "is \(other.rawValue)"
        var result = wording
        if tellsOther { result.rest = "\(rest); over \(question.version.other.name) the same question \(verdict)" }
        if case .noAddress = answer.ground { return result }
        result.lead += " over \(question.version.name)"
        return result
    }
}
