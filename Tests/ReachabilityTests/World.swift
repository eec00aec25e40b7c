import SecurityGroups
import Words

@testable import Reachability

/// A small inventory written as text, for tests that read as tables.
///
///     vpc v 10.0.0.0/16
///     group web v
///       in tcp 443 0.0.0.0/0 HTTPS
///       out all - 0.0.0.0/0
///     interface eni-1 v web 10.0.0.10 public=203.0.113.10
///     interface eni-2 v web unknown subnet=s
///     list pl-1 10.1.0.0/16
///     complete
struct World {
    enum Failure: Error {
        case line(String)
    }

    let inventory: Inventory
    let analyzer: Analyzer

    init(_ text: String) throws {
        var maker = Maker()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if !words.isEmpty { try maker.add(words) }
        }
        inventory = maker.builder.finish()
        analyzer = Analyzer(inventory)
    }

    func words(_ question: String) throws -> AnswerText { AnswerText(try answer(question), of: analyzer) }

    func answer(_ question: String) throws -> Answer {
        let text = try QuestionText(parsing: question)
        return analyzer.answer(try analyzer.question(from: text.source, to: text.destination, port: text.port))
    }

    private struct Maker {
        var builder = InventoryBuilder(label: "test")
        let listing = Listing(kind: .groups, argument: 0, file: "test")

        mutating func add(_ words: [String]) throws {
            switch words[0] {
            case "vpc":
                var vpc = Vpc(id: builder.intern(words[1]))
                vpc.networks = try words.dropFirst(2).map { try IPNetwork(parsing: $0) }
                builder.add(vpc)
            case "subnet":
                var subnet = Subnet(id: builder.intern(words[1]))
                subnet.vpc = builder.intern(words[2])
                subnet.networks = try words.dropFirst(3).map { try IPNetwork(parsing: $0) }
                builder.add(subnet)
            case "group":
                var group = Group(id: builder.intern(words[1]))
                group.name = builder.intern(words[1])
                if words.count > 2 { group.vpc = builder.intern(words[2]) }
                builder.beginGroup(group, in: listing)
            case "in", "out": try addRule(words)
            case "interface": try addInterface(words)
            case "list":
                var list = PrefixList(id: builder.intern(words[1]))
                if words.last != "unloaded" { list.entries = try words.dropFirst(2).map { try IPNetwork(parsing: $0) } }
                builder.add(list)
            case "complete": builder.noteCompleteInterfaceListing()
            default: throw Failure.line(words.joined(separator: " "))
            }
        }

        private mutating func addRule(_ words: [String]) throws {
            guard words.count >= 4, let ipProtocol = IPProtocol(words[1]) else {
                throw Failure.line(words.joined(separator: " "))
            }
            let separator: Character = ipProtocol.isICMP ? "/" : "-"
            let ends = words[2] == "-" ? [] : words[2].split(separator: separator).compactMap { Int($0) }
            let to = ipProtocol.isICMP ? (ends.count > 1 ? ends[1] : nil) : ends.last
            builder.addRule(
                Rule(
                    description: builder.intern(words.dropFirst(4).joined(separator: " ")),
                    direction: words[0] == "in" ? .ingress : .egress, traffic: try Traffic(ipProtocol, from: ends.first, to: to),
                    peer: try peer(words[3])))
        }

        private mutating func peer(_ text: String) throws -> Peer {
            if text.hasPrefix("pl-") { return builder.peer(prefixList: builder.intern(text)) }
            if text.contains("/"), let network = try? IPNetwork(parsing: text) { return builder.peer(network) }
            // name@pcx=status: a group over a peering connection.
            let parts = text.split(separator: "@").map(String.init)
            var reference = GroupReference(group: builder.group(id: builder.intern(parts[0])))
            if parts.count == 2 {
                let peering = parts[1].split(separator: "=").map(String.init)
                reference.peeringConnection = builder.intern(peering[0])
                if peering.count == 2 { reference.peeringStatus = builder.intern(peering[1]) }
            }
            return builder.peer(reference)
        }

        private mutating func addInterface(_ words: [String]) throws {
            var interface = NetworkInterface(id: builder.intern(words[1]))
            interface.vpc = builder.intern(words[2])
            interface.groups =
                words[3] == "-" ? [] : words[3].split(separator: ",").map { builder.group(id: builder.intern(String($0))) }
            for word in words.dropFirst(4) {
                if word.hasPrefix("public=") {
                    interface.publicAddresses.append(try IPAddress(parsing: word.dropFirst(7)))
                } else if word.hasPrefix("subnet=") {
                    interface.subnet = builder.intern(String(word.dropFirst(7)))
                } else if word.hasPrefix("instance=") {
                    interface.instance = builder.intern(String(word.dropFirst(9)))
                } else if word == "unknown" {
                    // Its addresses are known after apply.
                    interface.addressesAreKnown = false
                } else {
                    interface.privateAddresses.append(try IPAddress(parsing: word))
                }
            }
            builder.add(interface)
        }
    }
}
