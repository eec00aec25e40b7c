import CoreModel

/// A small network in plain values, for the simulator: one VPC with what carries and filters packets in it.
///
/// Nothing of it is the walk's: it is rendered as text for the reader of sketches, and read here by the simulator alone.
struct SimulatedNetwork {
    /// An address of either family.
    struct Address: Hashable {
        var isIPv6: Bool
        var bits: UInt128
    }

    /// A CIDR.
    struct Block: Hashable {
        var base: Address
        var length: Int

        func contains(_ address: Address) -> Bool {
            let width = address.isIPv6 ? 128 : 32
            return base.isIPv6 == address.isIPv6
                && (length == 0 || base.bits >> (width - length) == address.bits >> (width - length))
        }
    }

    struct Subnet {
        var name: String
        var blocks: [Block]
        /// Whether more than its id is in the input.
        var isLoaded = true
    }

    struct Route {
        enum Destination: Hashable {
            case block(Block)
            case list(String)
        }

        var destination: Destination
        /// `local`, or an id whose beginning tells what it is.
        var target: String
        var isPropagated = false
        var isBlackhole = false
        var isUnsettled = false
    }

    struct Table {
        var name: String
        /// `main`, subnets, gateways; `written` where it is as a state has it, without local routes and without states of targets.
        var uses: [String]
        var routes: [Route]

        var isWritten: Bool { uses.contains("written") }
    }

    struct Entry {
        var number: Int
        var isEgress: Bool
        var allows: Bool
        /// -1 for every protocol.
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        /// -1 for every type or code.
        var type: Int
        var code: Int
        var block: Block
    }

    struct ACL {
        var name: String
        /// `default`, subnets.
        var uses: [String]
        var entries: [Entry]
    }

    struct Rule {
        enum Peer {
            case block(Block)
            case group(String)
        }

        var isEgress: Bool
        var ipProtocol: Int
        var ports: ClosedRange<Int>
        var peer: Peer
    }

    struct Group {
        var name: String
        var rules: [Rule]
    }

    struct Interface {
        enum Check: String { case on, off, untold }
        enum Platform: String { case linux, windows, untold }

        var name: String
        var subnet: String
        /// Private addresses, each with its public one.
        var addresses: [(own: Address, shown: Address?)]
        var groups: [String]
        var isNat = false
        var check = Check.untold
        var platform = Platform.untold
    }

    struct Nat {
        var name: String
        /// Nil for a regional one, which has a table instead.
        var subnet: String?
        var table: String?
        var addresses: [Address]
        /// Nil for a private one.
        var shown: Address?
        var state = "available"
    }

    /// What is known of the internet gateway `igw-1`.
    enum InternetGateway { case attached, detached, unlisted }

    var blocks: [Block] = []
    var subnets: [Subnet] = []
    var tables: [Table] = []
    var acls: [ACL] = []
    var groups: [Group] = []
    var interfaces: [Interface] = []
    var nats: [Nat] = []
    /// Without entries they are not loaded.
    var lists: [(name: String, entries: [Block]?)] = []
    var gateway = InternetGateway.attached
    /// Block Public Access; nil where it is not loaded.
    var blockMode: String?
    var exclusions: [(resource: String, mode: String)] = []
    var hasFirewall = false
    /// Kinds of things of which no listing, or a part of one, is loaded.
    var unlisted: Set<String> = []
    var partly: Set<String> = []
}

extension SimulatedNetwork.Address {
    /// An address that the test itself writes; one that cannot be read is zero.
    init(_ text: String) {
        let address = try? IPAddress(parsing: text)
        self.init(isIPv6: address?.version == .v6, bits: address?.bits ?? 0)
    }

    var text: String { IPAddress(isIPv6 ? .v6 : .v4, bits: bits).description }

    /// Whether it is one of those that the internet routes.
    var isPublic: Bool {
        if isIPv6 { return SimulatedNetwork.Block("2000::/3").contains(self) }
        return !["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].contains {
            SimulatedNetwork.Block($0).contains(self)
        }
    }

    var isShared: Bool { SimulatedNetwork.Block("100.64.0.0/10").contains(self) }
}

extension SimulatedNetwork.Block {
    init(_ text: String) {
        let parts = text.split(separator: "/").map(String.init)
        self.init(base: SimulatedNetwork.Address(parts[0]), length: Int(parts[1]) ?? 0)
    }

    var text: String { "\(base.text)/\(length)" }
}

// MARK: As a sketch

extension SimulatedNetwork {
    /// The network as text that ``NetworkSketch`` reads.
    var text: String {
        var lines = ["vpc v " + blocks.map(\.text).joined(separator: " ")]
        lines += subnets.map { subnet in
            subnet.isLoaded
                ? "subnet \(subnet.name) v " + subnet.blocks.map(\.text).joined(separator: " ") : "unloaded \(subnet.name) v"
        }
        for table in tables {
            lines.append("table \(table.name) v " + (table.uses.isEmpty ? "-" : table.uses.joined(separator: ",")))
            lines += table.routes.map { "  " + $0.text }
        }
        for acl in acls {
            lines.append("acl \(acl.name) v " + (acl.uses.isEmpty ? "-" : acl.uses.joined(separator: ",")))
            lines += acl.entries.map { "  " + $0.text }
        }
        // Every sketch has a group that lets everything through.
        for group in groups where group.name != "open" {
            lines.append("group \(group.name)")
            lines += group.rules.map { "  " + $0.text }
        }
        lines += interfaces.flatMap(\.lines)
        for nat in nats {
            let first = nat.addresses.first.map(\.text) ?? ""
            let shown = nat.shown.map { " " + $0.text } ?? ""
            lines.append(
                nat.subnet.map { "nat \(nat.name) \($0) \(first)\(shown)" }
                    ?? "regional \(nat.name) v \(nat.table ?? "-") \(first)\(shown)")
            lines += nat.addresses.dropFirst().map { "address \(nat.name) \($0.text)" }
            if nat.state != "available" { lines.append("state \(nat.name) \(nat.state)") }
        }
        lines += lists.map { "list \($0.name) " + ($0.entries ?? []).map(\.text).joined(separator: " ") }
        switch gateway {
        case .attached: lines.append("igw igw-1 v")
        case .detached: lines.append("igw igw-1")
        case .unlisted: break
        }
        lines.append("eigw eigw-1 v")
        if let blockMode { lines.append("block \(blockMode)") }
        lines += exclusions.map { "exclude \($0.resource) \($0.mode)" }
        if hasFirewall { lines.append("firewall v") }
        if !unlisted.isEmpty { lines.append("unlisted " + unlisted.sorted().joined(separator: " ")) }
        if !partly.isEmpty { lines.append("partly " + partly.sorted().joined(separator: " ")) }
        return lines.joined(separator: "\n")
    }
}

extension SimulatedNetwork.Route {
    var text: String {
        let place =
            switch destination {
            case .block(let block): block.text
            case .list(let name): name
            }
        let flags = [(isPropagated, "propagated"), (isBlackhole, "blackhole"), (isUnsettled, "unsettled")]
        return ([place, target] + flags.filter(\.0).map(\.1)).joined(separator: " ")
    }
}

extension SimulatedNetwork.Entry {
    var text: String {
        let range =
            switch ipProtocol {
            case 1, 58: type < 0 ? "-" : "\(type)/\(code)"
            case -1: "-"
            default: "\(ports.lowerBound)-\(ports.upperBound)"
            }
        let name = ipProtocol == -1 ? "all" : "\(ipProtocol)"
        return "\(isEgress ? "out" : "in") \(number) \(allows ? "allow" : "deny") \(name) \(range) \(block.text)"
    }
}

extension SimulatedNetwork.Rule {
    var text: String {
        let name = ipProtocol == -1 ? "all" : "\(ipProtocol)"
        let range = ipProtocol == 6 || ipProtocol == 17 ? "\(ports.lowerBound)-\(ports.upperBound)" : "-"
        let far =
            switch peer {
            case .block(let block): block.text
            case .group(let group): group
            }
        return "\(isEgress ? "out" : "in") \(name) \(range) \(far)"
    }
}

extension SimulatedNetwork.Interface {
    var lines: [String] {
        var lines = [
            "eni \(name) \(subnet) "
                + addresses.map { $0.own.text + ($0.shown.map { " " + $0.text } ?? "") }
                .joined(separator: " ")
        ]
        lines.append((["groups", name] + groups).joined(separator: " "))
        if isNat { lines.append("type \(name) nat_gateway") }
        if check != .untold { lines.append("check \(name) \(check.rawValue)") }
        if platform != .untold { lines.append("instance \(name) \(platform.rawValue)") }
        return lines
    }
}
