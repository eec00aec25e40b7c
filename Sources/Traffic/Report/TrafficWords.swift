import CoreModel
import FlowLogs
import Reachability
import Text
import Words

/// Rows of traffic and uses of rules as sentences: their only writer.
public struct TrafficWords: Sendable {
    let analyzer: Analyzer
    private let rules: RuleText
    private let turning: KnownTurning.Finding?

    /// Words for the traffic of an analyzer's inventory.
    ///
    /// - Parameter turning: Finds the change that made an answer what it is; nil where nothing is known of changes.
    public init(_ analyzer: Analyzer, turning: KnownTurning.Finding? = nil) {
        self.analyzer = analyzer
        self.turning = turning
        rules = RuleText(analyzer.inventory, analyzer.names)
    }

    private var inventory: Inventory { analyzer.inventory }

    // MARK: Rows

    /// "ACCEPT workers -> api:3001"; of a row of rejects without the action.
    public func title(_ row: TrafficRow, withAction: Bool) -> String {
        let ends = "\(row.source.name(analyzer.names)) -> \(row.destination.name(analyzer.names))"
        let reply = row.isReply ? "reply of " : ""
        return (withAction ? "\(row.action.rawValue) " : "") + "\(reply)\(ends)\(ports(row))"
    }

    /// "workers -> api:3001" of one flow.
    public func title(_ flow: AttributedFlow) -> String {
        let ends = TrafficEnds(inventory)
        func name(_ address: IPAddress?) -> String {
            address.map { ends.end($0, seenFrom: flow.interface).name(analyzer.names) } ?? "?"
        }
        let opening = flow.opening
        let (source, destination) = (opening?.source ?? flow.flow.source, opening?.destination ?? flow.flow.destination)
        let other = " \(flow.flow.ipProtocol.map(\.description) ?? "")"
        let port = (flow.port ?? flow.flow.service?.port).map { ":\($0)" } ?? other
        let suffix = flow.flow.ipProtocol == .udp ? "/udp" : ""
        return "\(name(source)) -> \(name(destination))\(port)\(suffix)"
    }

    private func ports(_ row: TrafficRow) -> String {
        guard let ipProtocol = row.ipProtocol else { return "" }
        guard ipProtocol.hasPorts else { return " \(ipProtocol)" }
        let suffix = ipProtocol == .udp ? "/udp" : ""
        let shown = row.ports.count > 4 ? row.ports.prefix(3) : row.ports.prefix(4)
        let more = row.ports.count > shown.count ? ", \(row.ports.count - shown.count) more" : ""
        return shown.isEmpty ? " \(ipProtocol)" : ":\(shown.map(String.init).joined(separator: ", "))\(more)\(suffix)"
    }

    /// Why it is against the inventory, or why it was rejected: a sentence or two.
    public func explanation(_ row: TrafficRow) -> String {
        if let contradiction = row.sample.contradiction { return self.contradiction(contradiction, row) }
        switch row.reason {
        case .groupIngress?, .groupEgress?: return groups(row)
        case .aclIngress?, .aclEgress?: return acl(row)
        case .publicAccess?: return "VPC Block Public Access rejected it, no group's rule"
        case .encryption?: return "the VPC's encryption controls rejected it, no group's rule"
        case .late?: return "after the close of its connection"
        case .unknown?, nil: return ""
        }
    }

    private func contradiction(_ contradiction: Contradiction, _ row: TrafficRow) -> String {
        if let turned = self.turned(row) { return turned }
        let order = ageOrder(row.last)
        switch contradiction {
        case .noRule:
            let tracked = row.sample.flow.counts.flags.map { $0 & 2 == 0 } ?? false
            return "\(own(row) ?? "no rule lets it through"). A rule or a group was taken away since\(order)"
                + (tracked ? ", or the connection is older than the change" : "")
        case .aclDenies: return "\(denial(row)): the entry is newer than the record, or was changed since\(order)"
        case .stopped:
            return "\(stop(row)). Something was changed since\(order)"
        case .nothingRejects:
            return "allowed by the data: what rejected it was changed since\(order), or it came after the end of a connection"
        }
    }

    /// What stops it by the data; a sentence without its full stop.
    private func stop(_ row: TrafficRow) -> String {
        guard let answer = answer(row, .everything) else { return "the data stops it on its way" }
        let summary = AnswerText(answer, of: analyzer).summary
        return summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    }

    /// The change after the first record before which the inventory said what the record says; nil where none is known.
    private func turned(_ row: TrafficRow) -> String? {
        guard let turning, let first = row.first, let last = row.last, let answer = answer(row, .everything),
            let turned = turning(answer), turned.time > first, turned.before == (row.action == .accept ? .allowed : .blocked)
        else { return nil }
        let text = "\(answer.verdict.rawValue) \(turned.sentence)"
        if turned.time >= last { return text }
        // A change of rules leaves what is tracked open.
        return row.action == .accept ? "\(text). What came later can be of connections that were open then" : nil
    }

    /// Whether the data is older or newer than what was seen.
    private func ageOrder(_ seen: Int?) -> String {
        guard let seen, let date = inventory.date, date.witness == .reading, let read = date.seconds else { return "" }
        return read < seen ? " (the data of \(date.text) is older than the record)" : ""
    }

    private func groups(_ row: TrafficRow) -> String {
        let addresses = row.sources > 1 ? "\(Self.grouped(UInt64(row.sources))) addresses" : ""
        if row.ports.count > 1, let direction = row.sample.direction, let interface = row.sample.interface {
            let own = inventory[interface].groups.flatMap { inventory.rules(of: $0, direction) }
            let lets = own.isEmpty ? "lets nothing \(direction.way)" : "lets \(direction.way) \(rules.few(own))"
            let name = (direction == .ingress ? row.destination : row.source).name(analyzer.names)
            return "\(name) \(lets)" + (addresses.isEmpty ? "" : ". \(addresses)") + (row.isScan ? ": scans" : "")
        }
        let text = own(row) ?? ""
        if !addresses.isEmpty { return "\(text). \(addresses)" + (row.isScan ? ": scans" : "") }
        let parts = [text, rhythm(row) ?? ""].filter { !$0.isEmpty }.joined(separator: ". ")
        return meantPort(row).map { "\(parts): meant \($0)?" } ?? parts
    }

    /// "10.0.11.78 every 14 minutes on average": how often one address tries; nil below five times.
    private func rhythm(_ row: TrafficRow) -> String? {
        guard row.records >= 5, let first = row.first, let last = row.last, let source = row.sample.opening?.source else {
            return nil
        }
        let seconds = (last - first) / Int(clamping: row.records - 1)
        return seconds < 60 ? nil : "\(source) every \(Self.duration(seconds)) on average"
    }

    /// The port that is open for the same ends and differs by one slip of a finger from the one that was tried.
    private func meantPort(_ row: TrafficRow) -> Int32? {
        guard row.ports.count == 1, let nearest = failed(row)?.check.nearest, nearest.failed == [.port] else { return nil }
        let open = inventory[nearest.rule].traffic
        guard open.from == open.to, row.ports[0] > 99 else { return nil }
        return EditDistance.between(String(row.ports[0]), String(open.from)) == 1 ? open.from : nil
    }

    /// What the groups of the interface say of a row, with the nearest miss, as `why` says it.
    private func own(_ row: TrafficRow) -> String? {
        failed(row).map { AnswerText($0.answer, of: analyzer).line($0.check) }
    }

    /// The check of the interface's own side that fails, with the answer that it is of.
    private func failed(_ row: TrafficRow) -> (answer: Answer, check: Check)? {
        guard let direction = row.sample.direction, let answer = answer(row, .groups) else { return nil }
        let side = row.isReply ? direction.other : direction
        return answer.checks.first { $0.side == side && $0.outcome == .fail }.map { (answer, $0) }
    }

    /// The question that a row's flow with the most records raises, answered.
    private func answer(_ row: TrafficRow, _ scope: AnswerScope) -> Answer? {
        question(row).map { analyzer.answer($0, AnswerScope(looksAtNetwork: scope.looksAtNetwork, isFull: false)) }
    }

    /// The question that a row raises; nil where it raises none.
    public func question(_ row: TrafficRow) -> Question? { row.sample.question }

    private func acl(_ row: TrafficRow) -> String {
        guard let direction = row.sample.direction, !row.sample.rules.isEmpty, !row.isReply else { return denial(row) }
        let name = (direction == .ingress ? row.destination : row.source).name(analyzer.names)
        return "\(denial(row)); \(name) would let it"
    }

    private func denial(_ row: TrafficRow) -> String {
        guard let decision = row.sample.acl else { return "a network ACL denies it" }
        let acl = inventory.topology[decision.acl]
        let name = acl.name.isNone ? inventory[acl.id] : inventory[acl.name]
        if let entry = decision.entry { return "ACL \(name) denies it by \(EntryText.line(acl.entries[entry]))" }
        let way = row.sample.direction?.way ?? "in"
        return decision.outcome == .fail ? "ACL \(name) has no entry \(way) for it" : "ACL \(name) denies it, or a part of it"
    }

    // MARK: Replays

    /// "would have cut 2 flows, 4 112 records".
    public static func cut(_ replay: TrafficReplay) -> String {
        let count = "\(TextCount.of(replay.cut.count, "flow")), \(records(TrafficReplay.records(replay.cut)))"
        return replay.cut.isEmpty ? "would have cut nothing that was seen" : "would have cut \(count)"
    }

    /// "may have cut 1 flow, 12 records: it depends".
    public static func doubtful(_ replay: TrafficReplay) -> String {
        "may have cut \(TextCount.of(replay.doubtful.count, "flow")), \(records(TrafficReplay.records(replay.doubtful))): it depends"
    }

    /// "would have let through 1 flow, 12 records".
    public static func opened(_ replay: TrafficReplay) -> String {
        let count = "\(TextCount.of(replay.opened.count, "flow")), \(records(TrafficReplay.records(replay.opened)))"
        return replay.opened.isEmpty ? "would have let nothing more through" : "would have let through \(count)"
    }

    // MARK: Rules

    /// "ALB SG  in  tcp 443 from 0.0.0.0/0".
    public func line(_ use: RuleUse) -> String {
        let rule = inventory[use.rule]
        return "\(analyzer.names.name(of: rule.group))  \(rule.direction.way)  \(rules.line(use.rule))"
    }

    /// What else is known of a rule's use, or why nothing can be said; empty where there is nothing.
    public func remark(_ use: RuleUse) -> String {
        switch use.use {
        case .used:
            guard use.fars > 0 else { return "" }
            let fars = TextCount.of(use.fars, "address", plural: "addresses")
            let silent = use.unanswered.flatMap { $0 == 0 ? nil : "\(Self.grouped($0)) without a reply" }
            return ([fars] + [silent].compactMap { $0 }).joined(separator: ", ")
        case .shared:
            let hiding = use.hiddenBy.prefix(2).map { "\(analyzer.names.name(of: inventory[$0].group)) \(rules.line($0))" }
            if hiding.isEmpty { return "others together cover all of it too" }
            return "all of it is let through by \(hiding.joined(separator: " and ")) too"
        case .cannotSay: return use.doubts.map(doubt).joined(separator: "; ")
        case .notSeen:
            let group = inventory[use.rule].group
            return inventory.interfaces.contains { $0.groups.contains(group) } ? "" : "no interface carries its group"
        }
    }

    private func doubt(_ doubt: RuleUse.Doubt) -> String {
        switch doubt {
        case .records(let count): return "\(Self.grouped(count)) records may have used it"
        case .notLogged(let count, let all):
            return "\(count) of \(TextCount.of(all, "interface")) \(count == 1 ? "is" : "are") not logged"
        case .unlistedInterfaces: return "not all interfaces that may carry its group are loaded"
        case .lostRecords(let count): return "SKIPDATA on its interfaces \(count == 1 ? "once" : "\(Self.grouped(count)) times")"
        case .rejectsOnly(let count, let all):
            let who = count == all ? "who carries it" : "\(count) of \(TextCount.of(all, "interface"))"
            return "the logs hold no ACCEPT of \(who)"
        case .unreadLogs(let count):
            return "\(TextCount.of(count, "log")) could not be read whole"
        case .nothingLogged: return "no interface is in the logs"
        case .neverLogged: return "flow logs never hold what it is for (DNS to the resolver, metadata, time, DHCP)"
        case .peerNotLoaded: return "what it names is not loaded"
        }
    }

    // MARK: Numbers

    /// "48 120".
    public static func grouped(_ number: UInt64) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { place, digit -> [Character] in
                place > 0 && (digits.count - place) % 3 == 0 ? [" ", digit] : [digit]
            })
    }

    /// "9.8 M records", "10 003 records".
    public static func records(_ number: UInt64) -> String {
        if number >= 1_000_000 {
            let tenths = number / 100_000
            return "\(tenths / 10).\(tenths % 10) M records"
        }
        return "\(grouped(number)) record\(number == 1 ? "" : "s")"
    }

    /// "14 days", "60 minutes".
    public static func duration(_ seconds: Int) -> String {
        if seconds >= 2 * 86_400 { return TextCount.of((seconds + 43_200) / 86_400, "day") }
        if seconds >= 2 * 3600 { return TextCount.of((seconds + 1800) / 3600, "hour") }
        return seconds >= 120 ? TextCount.of((seconds + 30) / 60, "minute") : TextCount.of(seconds, "second")
    }
}
