import Reachability
import CoreModel
import History
import Text
import Words

/// An answer as the JSON of the contract: exactly these keys, all always present.
///
/// A class, since all that was read would be copied for every check else.
final class AnswerJSON: Sendable {
    private let loading: Loading
    private let inventory: Inventory

    init(loading: Loading) {
        self.loading = loading
        inventory = loading.inventory
    }

    /// The answer in one line; on trial `before` is the verdict without it.
    ///
    /// `turning` is the change that made it what it is; it is told where events were read.
    func text(_ answer: Answer, before: Verdict? = nil, turning: Turning? = nil) -> String {
        guard case .object(var members) = value(answer) else { return JSONText.compact(value(answer)) }
        if loading.tellsTurning { members.append(("since", turning.map(since) ?? .null)) }
        guard loading.trial != nil else { return JSONText.compact(.object(members)) }
        let place = members.firstIndex { $0.0 == "verdict" } ?? members.endIndex
        members.insert(("verdict_before", .optional(before?.rawValue)), at: place)
        return JSONText.compact(.object(members))
    }

    private func since(_ turning: Turning) -> JSONText.Value {
        .object([
            ("time", .string(DataDate.text(ofSeconds: turning.change.time))), ("who", .optional(turning.change.who)),
            ("event", .optional(turning.change.event)), ("verdict_before", .string(turning.before.rawValue)),
        ])
    }

    func value(_ answer: Answer) -> JSONText.Value {
        let question = answer.question
        let words = words(answer)
        let way = words.way.map { WayJSON($0, inventory, self) }
        return .object(
            loading.head + [
                ("source", .end(question.source, clientPort: question.clientPort, loading)),
                ("destination", .end(question.destination, loading)),
                ("ip_version", .number(Int(question.version.rawValue))),
                ("protocol", .string(question.port.ipProtocol(question.version).description)),
                ("ports", .optional(question.port.ports(question.version))),
                ("verdict", .string(answer.verdict.rawValue)), ("groups_verdict", .string(answer.groupsVerdict.rawValue)),
                ("summary", .string(words.summary)),
                ("layers", .strings(answer.layers.map(\.rawValue))),
                ("as_of", .optional(inventory.asOf)),
                ("checks", .array(way?.checks ?? answer.checks.enumerated().map { check($1, hop: $0 + 1, words) })),
                ("answers", .array(answer.answers.map(interfaceAnswer))),
                ("members", .array(answer.members.map(memberAnswer) + answer.unseen.map(unseenAnswer))),
                ("conditions", .strings(words.conditions)),
                ("remarks", .strings(remarks(answer, words))),
                ("path", .array(answer.path.flatMap(hop))), ("behind", way?.behind ?? .null), ("way", .array(way?.rows ?? [])),
                ("ways", .array(way?.ways ?? [])), ("also_hit", way?.alsoHit ?? .null),
                ("fixes", .array(FixJSON(words, inventory, isDenied: isDenied(question)).values)),
            ])
    }

    private func check(_ check: Check, hop: Int, _ words: AnswerText) -> JSONText.Value {
        return .object(
            [
                ("side", .string(check.side.name)), ("component", .optional(check.component.map(id))),
                ("outcome", .string(check.outcome.rawValue)), ("code", .string(check.code.text)),
                ("rules", .array(check.rules.map(rule))), ("nearest", nearest(check)), ("text", .string(words.line(check))),
            ] + WayJSON.placement(.group, .securityGroups, "security-group", hop: hop, isReply: false))
    }

    /// The rule that came closest, with the fields that failed; null where nothing fails.
    func nearest(_ check: Check) -> JSONText.Value {
        check.nearest.map { miss in
            .object([("rule", rule(miss.rule)), ("failed", .strings(miss.failed.map(\.rawValue)))])
        } ?? .null
    }

    /// The RULE of the contract.
    func rule(_ index: RuleIndex) -> JSONText.Value {
        let value = inventory[index]
        let peer = inventory.text(of: value.peer)
        // A network is called what it is.
        let name = inventory.network(of: value.peer) == nil ? loading.annotations.names.name(of: value.peer) : peer
        return .object([
            ("id", .optional(value.id.isNone ? nil : inventory[value.id])), ("group", .string(id(value.group))),
            ("direction", .string(value.direction.name)), ("protocol", .string(value.traffic.ipProtocol.description)),
            ("ports", .ports(value.traffic)), ("peer", .string(peer)), ("peer_name", .string(name)),
            ("description", .optional(value.description.isNone ? nil : inventory[value.description])),
            ("why", .optional(loading.annotations.why(index))),
        ])
    }

    private func interfaceAnswer(_ answer: InterfaceAnswer) -> JSONText.Value {
        .object([
            ("interface", .string(inventory[inventory[answer.interface].id])), ("verdict", .string(answer.verdict.rawValue)),
        ])
    }

    /// A member that no input lists, with the group alone.
    private func unseenAnswer(_ answer: UnseenAnswer) -> JSONText.Value {
        .object([
            ("interface", .null), ("interfaces", .number(0)), ("also", .strings([])),
            ("verdict", .string(answer.verdict.rawValue)),
        ])
    }

    private func memberAnswer(_ answer: MemberAnswer) -> JSONText.Value {
        .object([
            ("interface", .string(inventory[inventory[answer.interfaces[0]].id])),
            ("interfaces", .number(answer.interfaces.count)), ("also", .strings(answer.also.map(id))),
            ("verdict", .string(answer.verdict.rawValue)),
        ])
    }

    /// Everything that has no key of its own: what to find out, what was meant, what the notes say, why there is no fix.
    private func remarks(_ answer: Answer, _ words: AnswerText) -> [String] {
        var remarks = words.findOut.map { "find out: \($0)" } + answer.meant.map { "meant? \($0.text) allowed" }
        if let flow = loading.annotations.documented(answer.question) { remarks.append("notes: \(flow.sentence)") }
        remarks += words.managed.map { "managed: \($0)" }
        if let none = words.noFix { remarks.append("fix: \(none)") }
        return remarks + words.remarks + (loading.past?.lines ?? [])
    }

    /// A hop: an entry for each protocol, with its own ports.
    private func hop(_ hop: Hop) -> [JSONText.Value] {
        hop.protocols.map { own in
            .object([
                ("from", .string(id(hop.from))), ("to", .string(id(hop.to))), ("protocol", .string(own.ipProtocol.description)),
                ("ports", .optional(own.ports)),
            ])
        }
    }

    /// Whether the notes document a flow as denied, so that nothing should let it through.
    private func isDenied(_ question: Question) -> Bool {
        loading.annotations.documented(question).map { !$0.isAllowed } ?? false
    }

    private func words(_ answer: Answer) -> AnswerText { AnswerText(answer, of: loading.analyzer) }

    private func id(_ end: Endpoint) -> String { inventory.id(of: end) ?? end.asked }

    /// A group's id.
    func id(_ group: GroupIndex) -> String { inventory[inventory[group].id] }
}
