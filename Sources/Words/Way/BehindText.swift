import Reachability
import CoreModel
import Text

/// What stands behind a load balancer in words: how many of its targets are reached, and what stops the others.
public struct BehindText: Sendable {
    let words: AnswerText
    let behind: Behind

    private var inventory: Inventory { words.inventory }
    private var network: NetworkNames { NetworkNames(inventory) }

    /// A target behind all of its nodes, or a target group that a node has nothing to send to of.
    private struct Target {
        var rows: [BehindTarget]

        var first: BehindTarget { rows[0] }
        /// Allowed or blocked behind every node, else depends.
        var verdict: Verdict { Set(rows.map(\.verdict)).count == 1 ? first.verdict : .depends }
        /// The row that says why it is not reached.
        var worst: BehindTarget { rows.first { $0.verdict == .blocked } ?? rows.first { $0.verdict == .depends } ?? first }
    }

    /// The targets, each once; those that are told, before what nodes lack.
    private var targets: [Target] {
        var places: [[TextID]: [Int?: Int]] = [:]
        var result: [Target] = []
        for row in behind.targets {
            // What a node lacks of a group is said for that node.
            let key = row.id.isNone ? [row.group, .none, row.subnet] : [row.group, row.id]
            if let place = places[key]?[row.port] {
                result[place].rows.append(row)
            } else {
                places[key, default: [:]][row.port] = result.count
                result.append(Target(rows: [row]))
            }
        }
        return result.filter { !$0.first.id.isNone } + result.filter { $0.first.id.isNone }
    }

    /// What load balancers are asked for: their names.
    private var balancers: String {
        TextList.sentence(behind.targets.map(\.balancer).distinct().map { network.name(inventory.topology[$0].id) })
    }

    /// The listener that is reached: "front's listener 443"; the load balancer alone where it is several.
    var listener: String {
        let ports = Set(behind.targets.compactMap(\.listener))
        guard ports.count == 1, let port = ports.first, Set(behind.targets.map(\.balancer)).count == 1 else { return balancers }
        return "\(balancers)'s listener \(port)"
    }

    // MARK: In the first sentence

    /// What the sentence of an allowed question ends in or begins with.
    struct Clause {
        /// What stands before the colon: "Allowed to alb, but it reaches none of its 2 targets".
        var lead: String
        /// What follows, from the fullest to the shortest; none where all are reached.
        var rest: [String]
    }

    /// Where all are reached: "behind it all 2 targets of tg-api on 3000", from the fullest to the shortest.
    var reached: [String] {
        let own = targets
        if own.isEmpty { return ["\(words.ends.name(.ingress)) answers it itself"] }
        let groups = own.map(\.first.group).filter { !$0.isNone }.distinct().map(network.name)
        let ports = own.compactMap(\.first.port).distinct().map(String.init)
        let count = own.count == 1 ? "its target" : own.count == 2 ? "both targets" : "all \(own.count) targets"
        let on = ports.isEmpty ? "" : " on \(TextList.sentence(ports))"
        let of = groups.isEmpty ? "" : " of \(TextList.sentence(groups))"
        return ["behind it \(count)\(of)\(on)", "behind it \(count)\(on)", "behind it \(count)"].distinct()
    }

    /// Where not all of them are: how many, and what stops one of the others.
    var clause: Clause {
        let own = targets
        let told = own.filter { !$0.first.id.isNone }
        let name = listener
        let rest = own.first { $0.verdict != .allowed }.map { reasons($0) } ?? []
        let all = told.count
        let targets = "\(all) target\(all == 1 ? "" : "s")"
        switch behind.verdict {
        case .blocked where all == 0: return Clause(lead: "Allowed to \(name), but it has no target to send to", rest: rest)
        case .blocked:
            let none =
                all == 1
                ? "does not reach its target" : all == 2 ? "reaches neither of its 2 targets" : "reaches none of its \(targets)"
            return Clause(lead: "Allowed to \(name), but it \(none)", rest: rest)
        case .allowed, .depends:
            let reached = told.filter { $0.verdict == .allowed }.count
            if all == 0 { return Clause(lead: "Allowed to \(name); what it reaches depends", rest: rest) }
            if reached == all {
                return Clause(
                    lead: "Allowed to \(name), and behind it to \(all == 1 ? "its target" : "all \(targets)")", rest: rest)
            }
            let isCertain = told.allSatisfy { $0.verdict != .depends } && !behind.isCut
            return isCertain
                ? Clause(lead: "Allowed to \(name), and behind it to \(reached) of \(targets)", rest: rest)
                : Clause(
                    lead:
                        "Allowed to \(name); behind it \(reached == 0 ? "it depends" : "\(reached) of \(targets), the rest depends")",
                    rest: rest)
        }
    }

    /// What stops a target, with its name where the sentence does not name it, from the fullest to the shortest.
    private func reasons(_ target: Target) -> [String] {
        let row = target.worst
        let who = name(row)
        let own = clauses(row)
        let node = target.rows.contains { $0.verdict != row.verdict } ? " from the node in \(network.name(row.subnet))" : ""
        let named = own.filter { !$0.contains(who) || !node.isEmpty }.map { "\(who)\(node): \($0)" }
        return row.id.isNone || (targets.count == 1 && node.isEmpty) ? own : named + own
    }

    // MARK: Rows

    /// A row of what stands behind.
    public struct Row: Sendable {
        /// Whether it is reached.
        public let verdict: Verdict
        /// What it is, where it stands, and why it is not reached.
        public let text: String
        /// The target, behind the node that is told of; nil where there is none to open a connection to.
        public let target: BehindTarget?
    }

    /// A row for each target: whether it is reached, and what it is, where it stands, and why it is not.
    public var rows: [Row] {
        var rows: [Row] = targets.map { target in
            let row = target.worst
            let code = row.code.map { " (\($0))" } ?? ""
            // What a node lacks names the node itself.
            if row.id.isNone { return Row(verdict: target.verdict, text: "\(clauses(row).first ?? "")\(code)", target: nil) }
            let group = row.group.isNone ? "" : " of \(network.name(row.group))\(row.isDefault ? "" : ", by a rule")"
            let who = place(row)
            if target.verdict == .allowed { return Row(verdict: .allowed, text: "\(who)\(group)", target: row) }
            let nodes = target.rows.contains { $0.verdict != row.verdict } ? ", from the node in \(network.name(row.subnet))" : ""
            let text = "\(who)\(group)\(nodes): \(clauses(row).first ?? "")\(code)"
            return Row(verdict: target.verdict, text: text, target: row)
        }
        func add(_ verdict: Verdict, _ text: String) { rows.append(Row(verdict: verdict, text: text, target: nil)) }
        if behind.answersItself { add(.allowed, "\(balancers) answers itself: a redirect or a fixed response") }
        if behind.isCut { add(.depends, "there are more nodes and targets than were walked") }
        return rows
    }

    /// What a target is called.
    private func name(_ row: BehindTarget) -> String {
        row.interface.map { words.names.name(of: $0) } ?? inventory[row.id]
    }

    /// "api-1 10.0.10.5:3000".
    private func place(_ row: BehindTarget) -> String {
        let name = name(row)
        let port = row.port.map { ":\($0)" } ?? ""
        guard let address = row.address else { return "\(name)\(port)" }
        let own = address.version == .v6 ? "[\(address)]" : "\(address)"
        return name.contains("\(address)") ? "\(name)\(port)" : "\(name) \(own)\(port)"
    }

    /// Why a target is not reached, from the fullest wording to the shortest.
    private func clauses(_ row: BehindTarget) -> [String] {
        if let place = row.leg, let leg = explanation(place) {
            let own = leg.way.deciding.first.map(leg.clauses) ?? []
            let isGroup = leg.way.deciding.first.map { leg.way.stages[$0].kind == .group } ?? false
            let sees = isGroup ? leg.standIn.map { "; it sees \($0.name)" } ?? "" : ""
            if !own.isEmpty { return sees.isEmpty ? own : own.map { $0 + sees } + own }
        }
        let balancer = network.name(inventory.topology[row.balancer].id)
        let group = network.name(row.group)
        let what = row.group.isNone ? "load balancer \(balancer)" : "target group \(group)"
        let node = "the node in \(network.name(row.subnet))"
        switch row.reason {
        case .noTarget: return ["\(what) has no \(row.group.isNone ? "instance" : "target")"]
        case .noTargetInZone:
            return [
                "\(what) has no target in the zone of \(node), and cross-zone is off",
                "no target in the node's zone, and cross-zone is off",
            ]
        case .perhapsNotSent: return ["whether \(node) sends to it is not in the input: its zone, or cross-zone"]
        case .zoneWithoutNode: return ["it is in a zone in which \(balancer) has no node"]
        case .noTargetGroup:
            return ["the listener on \(row.listener.map(String.init) ?? "it") of \(balancer) sends to no target group"]
        case .clientAddress:
            return ["it gets the client's address, which an endpoint, another load balancer or the client itself does not take"]
        case .missing(let missing): return lacks(missing, group, balancer)
        case .stage, nil: return ["it does not get there"]
        }
    }

    /// What is not in the input.
    private func lacks(_ missing: BehindReason.Missing, _ group: String, _ balancer: String) -> [String] {
        switch missing {
        case .targets: ["the targets of \(group) are not all in the input", "not all targets are in the input"]
        case .rules: ["the rules of a listener of \(balancer) are not all in the input"]
        case .target: ["where it is, or its port, is not in the input"]
        case .address: ["an address of the node is not in the input"]
        }
    }

    // MARK: The second connection

    /// The second connection that is shown in full: the first that does not get through; nil where there is none.
    public var leg: WayText? { explanation(0) }

    /// What ``leg`` is: "front opens a connection to web-1 10.0.11.10:443, which sees the internet"; empty where there is none.
    public var legTitle: String {
        guard let leg, let row = behind.targets.first(where: { $0.leg == 0 }) ?? behind.targets.first(where: { !$0.id.isNone })
        else {
            return ""
        }
        let sees = leg.standIn.map { ", which sees \($0.name)" } ?? ""
        return "\(network.name(inventory.topology[row.balancer].id)) opens a connection to \(place(row))\(sees)"
    }

    private func explanation(_ place: Int) -> WayText? {
        guard behind.legs.indices.contains(place) else { return nil }
        var text = AnswerText(behind.legs[place], inventory, words.names).way
        let isSeen = behind.targets.first { $0.leg == place }?.seesClient ?? behind.targets.contains(where: \.seesClient)
        if isSeen, let address = text?.way.shown?.sources.first?.end.address {
            text?.standIn = (address, client(address))
        }
        return text
    }

    /// Who the client is that a target sees.
    private func client(_ address: IPAddress) -> String {
        switch words.ends.end(.egress).kind {
        case .internet: return "the internet"
        case .network(let network) where network.isEverything: return "the internet"
        case .network(let network) where network.isAddress: return "\(address)"
        default: return "\(words.ends.name(.egress)) (\(address))"
        }
    }
}

extension BehindText {
    /// What registers a target on another port, where its groups let the load balancer in on that one and not on the one that it sends to.
    ///
    /// Each once; which of the two is wrong is not for a program to say.
    public var otherPorts: [String] {
        behind.targets.compactMap { row -> String? in
            guard let place = row.leg, !row.group.isNone, row.verdict == .blocked, let leg = explanation(place),
                let check = leg.way.deciding.first.flatMap({ leg.way.groupChecks[$0] }), check.side == .ingress,
                let nearest = check.nearest, nearest.failed == [.port]
            else { return nil }
            let traffic = inventory[nearest.rule].traffic
            guard traffic.from == traffic.to, let sent = row.port else { return nil }
            let arn = ShellText.quoted(inventory[row.group])
            let target = ShellText.quoted("Id=\(inventory[row.id]),Port=\(traffic.from)")
            return "if \(name(row)) listens on \(traffic.from), not on \(sent): "
                + "aws elbv2 register-targets --target-group-arn \(arn) --targets \(target)"
        }.distinct()
    }
}

extension WayText {
    /// What stands behind the load balancer that is the destination, in words; nil where it is none, or is not reached.
    public var behind: BehindText? { way.behind.map { BehindText(words: words, behind: $0) } }
}

/// A change that lets a load balancer get to a target, in words.
public struct BehindFix: Sendable {
    /// "API SG: in tcp 8080 from ALB SG".
    public let line: String
    /// Why to think twice; nil where there is no reason.
    public let warning: String?
    /// What it is to be done with.
    public let commands: FixCommands
}

extension BehindText {
    /// What lets it get to more targets: for each reason that stops it rules, entries of network ACLs, switches; each once.
    public var fixes: [BehindFix] {
        var fixes: [BehindFix] = []
        func add(_ fix: BehindFix) { if !fixes.contains(where: { $0.commands == fix.commands }) { fixes.append(fix) } }
        for leg in behind.legs {
            let words = AnswerText(leg, inventory, words.names)
            let texts =
                leg.fixes.map(words.fix).map { ($0.line, $0.warning) }
                + leg.networkFixes.map(words.fix).map { ($0.line, $0.warning) }
            for (text, commands) in zip(texts, words.fixCommands) {
                add(BehindFix(line: text.0, warning: text.1, commands: commands))
            }
        }
        for fix in behind.crossZones {
            let text = words.fix(fix)
            add(
                BehindFix(
                    line: text.line, warning: text.warning,
                    commands: FixCommands(
                        aws: text.aws, undo: text.undo, terraform: text.terraform,
                        place: ScopeText(inventory).place(fix.scope(in: inventory)))))
        }
        return fixes
    }
}
