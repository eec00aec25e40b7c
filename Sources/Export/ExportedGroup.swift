import CoreModel

/// A group as it is written: what is exact of it, and what imports it.
struct ExportedGroup {
    /// Its place among those that are written.
    var place: Int
    /// The group.
    var group: GroupIndex
    /// Its id in the input.
    var id: String
    /// Its name; empty where the input tells none, and AWS's tools make one up.
    var name: String
    /// What its author wrote; empty where the input tells nothing.
    var description: String
    /// Its VPC's id, and its name where told; empty where the input tells none that AWS would know.
    var vpc: (id: String, name: String)
    /// Its tags, by key.
    var tags: [(key: String, value: String)]
    /// What it is called where peers are named: its name, with the VPC where two have one.
    var label: String
    /// Whether all its egress rules are told.
    var tellsEgress: Bool
    /// Its rules, ingress before egress, in an order that does not rest on the input's.
    var rules: [ExportedRule] = []

    /// The id that an import takes; nil for what is none of AWS's.
    var importID: String? { id.hasPrefix("sg-") ? id : nil }

    /// Its rules of a direction.
    func rules(_ direction: Direction) -> [ExportedRule] { rules.filter { $0.direction == direction } }
}

/// A rule as it is written.
struct ExportedRule {
    /// Which way it looks.
    var direction: Direction
    /// What it lets through.
    var traffic: Traffic
    /// What it names.
    var peer: ExportedPeer
    /// What its author wrote; empty for nothing.
    var description: String
    /// Its tags, by key, without those of AWS.
    var tags: [(key: String, value: String)]
    /// Its id, `sgr-...`, which an import takes; nil where the input tells none.
    var importID: String?
    /// What tells it from the others of its group and direction: "tcp/443 0.0.0.0/0".
    var key: String

    /// The protocol as AWS takes it: by its name where that has a range, else by its number.
    var ipProtocol: String { hasRange ? "\(traffic.ipProtocol)" : "\(traffic.ipProtocol.number)" }

    /// Whether its protocol has ports, or a type and a code.
    var hasRange: Bool { traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP }
}

/// What a rule names, as it is written.
enum ExportedPeer {
    /// A group that is written too, by its place.
    case exported(Int)
    /// A group that is not: its id, with the account where that is another one, and what it is called.
    case other(id: String, account: String?, name: String, isStale: Bool)
    /// A CIDR.
    case network(IPNetwork)
    /// A prefix list, by its id, and what it is called.
    case prefixList(id: String, name: String)
}
