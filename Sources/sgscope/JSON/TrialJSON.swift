import CoreModel
import Diff
import Reachability
import Text
import Trial

/// What a trial comes to, as JSON.
struct TrialJSON {
    private let effect: TrialEffect
    private let tried: Loading
    private let read: Loading

    init(_ effect: TrialEffect, _ loading: Loading) {
        self.effect = effect
        read = loading
        tried = Loading(effect.trial, of: loading)
    }

    /// Writes `{"inventory", "trial", "changes", "answers", "cut_off", "cut_off_limited", "notes", "audit", "quota", "groups",
    /// "looks_at_network", "flows", "ways"}` in one line.
    func write() {
        let head: [(String, JSONText.Value)] =
            tried.head + [
                ("changes", .array(effect.trial.changes.map(change))), ("answers", .array(effect.answers.map(answer))),
                ("cut_off", .array(effect.cutOff.map(cutOff))), ("cut_off_limited", .bool(effect.isCutOffLimited)),
                ("notes", notes), ("audit", audit),
                ("quota", .array(effect.quotas.map(quota))), ("groups", .array(effect.groupDrills.map(drill))),
                ("looks_at_network", .bool(effect.diff.comparesWays)),
            ]
        let flows = DiffJSON(before: read, after: tried).flows(effect.flows, effect.ways, of: effect.diff)
        Output.write(JSONText.compact(.object(head + flows)) + "\n", to: 1)
    }

    private func change(_ change: Trial.Change) -> JSONText.Value {
        let place = effect.trial.changes.firstIndex(of: change)
        let manager = effect.managed.first { $0.change == place }?.manager
        return .object([
            ("line", .string(change.line.text)), ("on", .bool(change.isOn)), ("managed", .optional(manager?.text)),
        ])
    }

    private func answer(_ answer: TurnedAnswer) -> JSONText.Value {
        .object([
            ("source", .end(answer.question.source, clientPort: answer.question.clientPort, read)),
            ("destination", .end(answer.question.destination, read)), ("port", .string(answer.question.port.asked)),
            ("before", .string(answer.before.rawValue)), ("after", .optional(answer.after?.rawValue)),
        ])
    }

    private func cutOff(_ one: CutOff) -> JSONText.Value {
        let inventory = read.inventory
        let ids = one.members.map { members in members.map { inventory[inventory[$0].id] } }
        return .object([
            ("group", .group(one.group, read)), ("what", .string(one.kind.rawValue)), ("interfaces", .number(one.interfaces)),
            ("left", .number(one.left)), ("all_listed", .bool(!one.isOfSeenAlone)),
            ("members", ids.map(JSONText.Value.strings) ?? .null), ("all_asked", .bool(one.areAllAsked)),
        ])
    }

    private var notes: JSONText.Value {
        guard let notes = effect.notes else { return .null }
        func flow(_ own: NotesEffect.Flow) -> JSONText.Value {
            .object([
                ("source", .string("\(own.flow.source)")), ("destination", .string("\(own.flow.destination)")),
                ("traffic", .string("\(own.flow.traffic)")), ("documented", .string(own.flow.isAllowed ? "allowed" : "denied")),
                ("before", .string(own.before.rawValue)), ("after", .string(own.after.rawValue)),
                ("why", .optional(own.flow.why)),
            ])
        }
        return .object([("against", .array(notes.against.map(flow))), ("mended", .array(notes.mended.map(flow)))])
    }

    private var audit: JSONText.Value {
        func finding(_ own: AuditEffect.Finding) -> JSONText.Value {
            .object([
                ("finding", .string(own.kind.rawValue)), ("severity", .string(own.severity.rawValue)),
                ("name", .string(own.name)),
                ("text", .string(own.text)),
            ])
        }
        return .object([
            ("new", .array(effect.audit.new.map(finding))), ("gone", .array(effect.audit.gone.map(finding))),
        ])
    }

    private func quota(_ quota: TrialQuota) -> JSONText.Value {
        let inventory = effect.trial.inventory
        let (what, id): (String, String) =
            switch quota.place {
            case .rules(let group, let direction, let version):
                ("\(direction.name) rules, IPv\(version.rawValue)", inventory[inventory[group].id])
            case .groups(let interface): ("groups", inventory[inventory[interface].id])
            case .entries(let acl, let direction): ("\(direction.name) entries", inventory[inventory.topology[acl].id])
            case .routes(let table): ("routes", inventory[inventory.topology[table].id])
            }
        return .object([
            ("component", .string(id)), ("what", .string(what)), ("used", .number(quota.used)), ("limit", .number(quota.limit)),
        ])
    }

    private func drill(_ drill: GroupDrill) -> JSONText.Value {
        let inventory = read.inventory
        func ids(_ interfaces: [InterfaceIndex]) -> JSONText.Value { .strings(interfaces.map { inventory[inventory[$0].id] }) }
        let doubts = drill.doubts.map { doubt -> String in
            switch doubt {
            case .interfaces: "interfaces"
            case .rules: "rules"
            case .joinedVpcs: "joined-vpcs"
            case .templates: "launch-templates-and-services"
            }
        }
        return .object([
            ("group", .group(drill.group, read)), ("worn_by", ids(drill.worn)), ("only_group_of", ids(drill.onlyGroupOf)),
            ("named_by", .array(drill.naming.map(AnswerJSON(loading: read).rule))), ("not_known", .strings(doubts)),
        ])
    }
}
