import CoreModel

@testable import Reachability

/// What the walk finds behind a load balancer, for comparing it with the simulator's.
struct SimulatorBehind: Sendable {
    var verdict: String
    /// By target and port, "app:8080"; "none" where a node has nothing to send to.
    var rows: [String: (verdict: String, code: String?)] = [:]

    init(_ behind: Behind, _ inventory: Inventory) {
        verdict = behind.verdict.rawValue
        for row in behind.targets {
            let id = inventory[row.id]
            let name = id.hasPrefix("i-") ? String(id.dropFirst(2)) : id
            rows[row.id.isNone ? "none" : "\(name):\(row.port ?? 0)"] = (row.verdict.rawValue, row.code.map(Self.plain))
        }
    }

    /// A code without the field that failed.
    private static func plain(_ code: String) -> String {
        let parts = code.split(separator: ":").map(String.init)
        switch parts[0] {
        case "SG_HAS_NO_RULES", "ENI_SG_RULES_MISMATCH", "SG_REFERENCES_NOT_PRESERVED": return "ENI_SG_RULES_MISMATCH"
        case "SUBNET_ACL_RESTRICTION": return parts.contains("reply") ? "SUBNET_ACL_RESTRICTION:reply" : "SUBNET_ACL_RESTRICTION"
        default: return code
        }
    }

    /// Whether the simulator finds something else.
    func disagrees(_ other: NetworkSimulator.Behind?) -> Bool {
        guard let other, other.verdict == verdict else { return true }
        guard other.isWhole else { return false }
        if Set(rows.keys) != Set(other.rows.keys) { return true }
        return rows.contains { key, row in
            guard let answer = other.rows[key], answer.verdict == row.verdict else { return true }
            return row.verdict == "blocked" && SimulatorTests.Case.differ(row.code.map { [$0] } ?? [], answer.failures)
        }
    }

    var text: String {
        ([verdict] + rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.verdict) \($0.value.code ?? "")" }).joined(
            separator: ", ")
    }
}

extension NetworkSimulator.Behind {
    var text: String {
        let own = rows.sorted { $0.key < $1.key }.map {
            "\($0.key) \($0.value.verdict) \($0.value.failures.sorted().joined(separator: " "))"
        }
        return ([verdict] + own + (isWhole ? [] : ["and perhaps more"])).joined(separator: ", ")
    }
}
