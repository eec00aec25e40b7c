/// The environment of traps of load balancers: that of ``Sample`` with one load balancer in it.
///
/// a1, a2 and a3 are in one zone, p2 (public) and q2 (private) in another. The load balancer has a node in a1 and sends what comes to its
/// port 80 to port 8080 of app, which stands in a2. It carries `lb`, which nobody else does; app, db (in q2) and everybody else carry `open`.
struct Balanced: Sendable {
    var kind = "application"
    var scheme = "internet-facing"
    /// The interfaces that are its nodes, of those that ``nodes`` has.
    var nodes = ["node"]
    /// Whether the nodes' interfaces are in the input; if not, no listing of interfaces is loaded.
    var listsNodes = true
    /// Its groups.
    var groups = "lb"
    var listeners = ["80 HTTP tg"]
    /// The lines of its target groups.
    var targets = "targets tg instance v HTTP 8080 app"
    var tables: String?
    var acls: String?
    var more = ""

    /// The load balancer is called by the first letters of its kind: alb, nlb, clb.
    var name: String { ["application": "alb", "network": "nlb", "classic": "clb"][kind] ?? kind }

    /// Where interfaces that may be nodes stand, with their private and public addresses.
    private static let places: [String: (subnet: String, own: String, shown: String)] = [
        "node": ("a1", "10.0.1.5", "198.51.100.5"), "node2": ("p2", "10.0.5.5", "198.51.100.6"),
        "inner": ("a2", "10.0.2.5", "198.51.100.7"),
        "six": ("a1", "10.0.1.6", "198.51.100.8 2001:db8:a:1::6"),
    ]

    /// The environment, for ``NetworkSketch``.
    var text: String { Sample.text(tables: tables, acls: acls, more: Self.ground + "\n" + lines) }

    /// The load balancer alone.
    var lines: String {
        var lines: [String] = []
        for node in nodes {
            guard let place = Self.places[node], listsNodes else { continue }
            lines.append("eni \(node) \(place.subnet) \(place.own)" + (scheme == "internal" ? "" : " \(place.shown)"))
            lines.append("node \(node) \(name)")
        }
        let subnets = nodes.compactMap { Self.places[$0]?.subnet }
        lines.append("balancer \(name) \(kind) v \(scheme) \(subnets.joined(separator: ","))")
        lines += listeners.map { "  \($0)" }
        lines += ["group lb v", "  in all - 0.0.0.0/0", "  in all - ::/0", "  out all - 0.0.0.0/0", "  out all - ::/0"]
        lines += ["groups \(name) \(groups)", targets, more]
        if !listsNodes { lines.append("unlisted interfaces") }
        return lines.joined(separator: "\n")
    }

    private static let ground = """
        subnet p2 v 10.0.5.0/24
        subnet q2 v 10.0.6.0/24
        zone eu-west-1a euw1-az1 a1 a2 a3
        zone eu-west-1b euw1-az2 p2 q2
        table rtb-p2 v p2
          10.0.0.0/16 local
          0.0.0.0/0 igw-1
        table rtb-q2 v q2
          10.0.0.0/16 local
        eni db q2 10.0.6.40
        """

    /// An Application Load Balancer, a classic one, and a Network Load Balancer, which takes tcp.
    static let alb = Balanced()
    static let clb = Balanced(kind: "classic", listeners: ["80 HTTP 8080"], targets: "instances clb app")
    static let nlb = Balanced(kind: "network", listeners: ["80 TCP tg"], targets: "targets tg instance v TCP 8080 app")

    /// It with another value of a part.
    func with<Value>(_ part: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var copy = self
        copy[keyPath: part] = value
        return copy
    }

    /// It with further lines.
    func and(_ lines: String) -> Self { with(\.more, more.isEmpty ? lines : more + "\n" + lines) }

    /// It with an interface's group that lets in one port from a peer, and everything out.
    func letting(in peer: String, _ port: String = "tcp 8080", of interface: String = "app") -> Self {
        and("group strict\n  in \(port) \(peer)\n  out all - 0.0.0.0/0\ngroups \(interface) strict")
    }

    /// It with rules of the load balancer's group.
    func ruled(_ rules: String...) -> Self {
        and((["group ruled v"] + rules.map { "  \($0)" } + ["groups \(name) ruled"]).joined(separator: "\n"))
    }

    /// It with an ACL of a subnet beside the open one; what its entries do not deny is allowed.
    func denying(_ subnet: String, _ entries: String...) -> Self {
        let lines = (entries + [Sample.into, Sample.out]).map { "  \($0)" }
        return with(\.acls, (acls ?? Sample.openACL) + "\nacl acl-\(subnet) v \(subnet)\n" + lines.joined(separator: "\n"))
    }

    /// It with an ACL of a subnet of these entries alone.
    func allowing(_ subnet: String, _ entries: String...) -> Self {
        let lines = entries.map { "  \($0)" }
        return with(\.acls, (acls ?? Sample.openACL) + "\nacl acl-\(subnet) v \(subnet)\n" + lines.joined(separator: "\n"))
    }
}
