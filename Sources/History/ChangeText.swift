import CoreModel
import Events
import Text
import Words

/// Changes in words: "+ RDS SG in tcp 6379 from Workers SG"; what cannot be known is "?".
public struct ChangeText: Sendable {
    private let inventory: Inventory
    private let names: Names
    private let network: NetworkNames
    private let interfaces: [String: Int]

    /// Words for the things of an inventory.
    public init(_ inventory: Inventory, _ names: Names) {
        (self.inventory, self.names, network) = (inventory, names, NetworkNames(inventory))
        interfaces = Dictionary(inventory.interfaces.enumerated().map { (inventory[$1.id], $0) }) { first, _ in first }
    }

    /// An edit on one line: "+", "-" or "~", what it is of, and what it was and is.
    public func line(_ edit: ChangeEdit) -> String {
        if case .use(let use) = edit.subject { return "\(sign(edit)) \(user(use)) \(body(edit))" }
        return "\(sign(edit)) \(title(edit.component)) \(body(edit))"
    }

    /// A change in the room of a column: what it is of, without what stood there before; of several edits how many.
    public func brief(_ change: Change) -> String {
        guard let first = change.edits.first else { return "(nothing that is told)" }
        let own = brief(first)
        if change.edits.count == 1 { return own }
        let isOne = change.edits.allSatisfy {
            $0.component == first.component && $0.operation == first.operation && $0.what == first.what
        }
        if isOne {
            let noun =
                switch first.subject {
                case .rule: ("rule", "rules")
                case .entry, .listEntry: ("entry", "entries")
                case .route: ("route", "routes")
                case .attachment, .use, .group: ("change", "changes")
                }
            return
                "\(sign(first)) \(kind(first))\(title(first.component)), \(TextCount.of(change.edits.count, noun.0, plural: noun.1))"
        }
        return "\(own), and \(change.edits.count - 1) more"
    }

    private func brief(_ edit: ChangeEdit) -> String {
        let head = "\(sign(edit)) \(kind(edit))\(title(edit.component))"
        switch edit.subject {
        case .entry(_, let direction, let number, _, let after):
            let rest = edit.operation == .change ? "" : after.map { " " + entry($0) } ?? ""
            return "\(head) \(direction.way) \(number)\(rest)"
        case .rule(let named, let before, let after) where edit.operation == .change:
            let own = after ?? before ?? named
            let direction = (after?.direction ?? before?.direction ?? named.direction)?.way ?? "?"
            if edit.isOfDescription { return "\(head) \(direction) \(own.traffic?.text ?? "?"), a description" }
            return "\(head) \(direction) \(rule(own))"
        case .route(_, let destination, _, let after):
            let rest = edit.operation == .remove ? "" : after.map { " -> " + target($0) } ?? ""
            return "\(head) \(self.destination(destination))\(rest)"
        case .attachment(_, _, let after) where edit.operation == .change:
            return "\(head) carries \(after.map(groups) ?? "?")"
        case .listEntry: return "\(head) \(body(edit))"
        case .use(let use): return "\(sign(edit)) \(user(use)) uses \(use.kind.word) \(server(use.after))"
        case .rule, .attachment, .group: return line(edit)
        }
    }

    private func sign(_ edit: ChangeEdit) -> String {
        edit.operation == .add ? "+" : edit.operation == .remove ? "-" : "~"
    }

    /// What stands before the name of what is no group.
    private func kind(_ edit: ChangeEdit) -> String {
        switch edit.subject {
        case .entry: "acl "
        case .route: "table "
        case .listEntry: "list "
        case .rule, .attachment, .use, .group: ""
        }
    }

    /// The same as part of a sentence: "opened in tcp 22 from 0.0.0.0/0 in RDS SG".
    public func clause(_ edit: ChangeEdit) -> String {
        let verb = edit.operation == .add ? "added" : edit.operation == .remove ? "removed" : "changed"
        let kind =
            switch edit.subject {
            case .entry: "ACL "
            case .route: "table "
            case .listEntry: "list "
            case .rule, .attachment, .use, .group: ""
            }
        switch edit.subject {
        case .group: return "\(edit.operation == .add ? "made" : "deleted") \(title(edit.component))"
        case .attachment(_, let before, let after): return attachment(edit, before.map(groups), after.map(groups))
        case .listEntry(_, let before, let after): return listEntry(edit, before, after)
        case .use(let use):
            return "changed which \(use.kind.word) \(user(use)) uses: \(use.before.map(server) ?? "?") -> \(server(use.after))"
        case .rule, .entry, .route: return "\(verb) \(kind)\(title(edit.component)) \(body(edit))"
        }
    }

    /// "changed what web-1 carries: web -> web, ops", "made web-1, which carries web".
    private func attachment(_ edit: ChangeEdit, _ before: String?, _ after: String?) -> String {
        let title = title(edit.component)
        switch edit.operation {
        case .add: return "made \(title), which carries \(after ?? "?")"
        case .remove: return "removed \(title), which carried \(before ?? "?")"
        case .change: return "changed what \(title) carries: \(before ?? "?") -> \(after ?? "?")"
        }
    }

    /// "added 203.0.113.0/24 to list office".
    private func listEntry(_ edit: ChangeEdit, _ before: IPNetwork?, _ after: IPNetwork?) -> String {
        let (title, entry) = (title(edit.component), (after ?? before)?.description)
        switch edit.operation {
        case .add: return "added \(entry ?? "?") to list \(title)"
        case .remove: return "removed \(entry ?? "?") from list \(title)"
        case .change:
            return entry.map { "changed the description of \($0) in list \(title)" } ?? "changed entries of list \(title)"
        }
    }

    /// What a group, an ACL, a table, a prefix list or an interface is called.
    public func title(_ id: String) -> String {
        if let group = inventory.group(id: id) { return names.name(of: group) }
        if let list = inventory.prefixList(id: id) { return names.name(of: .prefixList(list)) }
        if let place = interfaces[id] {
            let name = names.name(of: InterfaceIndex(place))
            return name == id ? id : "\(name) (\(id))"
        }
        guard let text = inventory.texts.find(id) else { return id.isEmpty ? "?" : id }
        let name = network.name(text)
        return ["acl-", "rtb-", "subnet-"].contains(where: id.hasPrefix) ? name : id
    }

    private func body(_ edit: ChangeEdit) -> String {
        switch edit.subject {
        case .rule(let named, let before, let after): return rule(edit.operation, named, before, after)
        case .entry(_, let direction, let number, let before, let after):
            let head = "\(direction.way) \(number)"
            return "\(head) \(sides(edit.operation, before.map(entry), after.map(entry)))"
        case .route(_, let destination, let before, let after):
            let head = self.destination(destination)
            return "\(head) -> \(sides(edit.operation, before.map(target), after.map(target)))"
        case .attachment(_, let before, let after):
            return "carries \(sides(edit.operation, before.map(groups), after.map(groups)))"
        case .use(let use): return "uses \(use.kind.word) \(use.before.map(server) ?? "?") -> \(server(use.after))"
        case .listEntry(_, let before, let after):
            guard edit.operation == .change else { return "entry \((after ?? before)?.description ?? "?")" }
            return after.map { "entry \($0), a description" } ?? "entries ? -> ?"
        case .group(_, let before, let after, _):
            let group = after ?? before
            let name = group.map { $0.name.isEmpty ? "" : " \($0.name)" } ?? ""
            return "(the group\(name)\(group.map { $0.vpc.isEmpty ? "" : " in \($0.vpc)" } ?? ""))"
        }
    }

    private func rule(
        _ operation: ChangeEdit.Operation, _ named: RecordedRule, _ before: RecordedRule?, _ after: RecordedRule?
    ) -> String {
        let id = (after?.id ?? before?.id ?? named.id).map { " (\($0))" } ?? ""
        let direction = (after?.direction ?? before?.direction ?? named.direction)?.way ?? "?"
        guard operation == .change else {
            let own = after ?? before
            return "\(direction) \(own.map(rule) ?? "?")\(id)\(quoted(own?.description))"
        }
        if let before, let after, before.identity == after.identity {
            return "\(direction) \(rule(after))\(id), description \(quote(before.description)) -> \(quote(after.description))"
        }
        if before == nil, let after, named.traffic == nil || named.peer == nil {
            return "\(direction) \(after.traffic == nil ? "?" : rule(after))\(id), description ? -> \(quote(after.description))"
        }
        return "\(direction) \(before.map(rule) ?? "?") -> \(after.map(rule) ?? "?")\(id)"
    }

    /// "tcp 5432 from ECS API SG"; what is not told is "?".
    public func rule(_ rule: RecordedRule) -> String {
        let traffic = rule.traffic?.text ?? "?"
        let preposition = rule.direction?.preposition ?? "for"
        return "\(traffic) \(preposition) \(rule.peer.map(peer) ?? "?")"
    }

    /// What a rule names, as it is called.
    public func peer(_ peer: EndIdentity) -> String {
        switch peer {
        case .network(let network): network.description
        case .group(let id): inventory.group(id: id).map { names.name(of: $0) } ?? id
        case .prefixList(let id):
            inventory.prefixList(id: id).map { names.name(of: .prefixList($0)) } ?? id
        }
    }

    private func entry(_ entry: RecordedEntry) -> String {
        let cells = [
            entry.action?.word ?? "?", entry.traffic?.text ?? "?",
            "\(entry.direction.preposition) \(entry.network?.description ?? "?")",
        ]
        return cells.joined(separator: " ")
    }

    /// A subnet or a gateway by its name; where no record tells which it is, what its association is of.
    private func user(_ use: SubnetUse) -> String {
        if let subnet = use.subnet { return title(subnet) }
        let association = use.association ?? "?"
        // An ACL is associated with subnets alone.
        return use.kind == .networkACL ? "the subnet of \(association)" : "what \(association) is of"
    }

    private func server(_ server: SubnetUse.Server) -> String {
        switch server {
        case .own(let id): title(id)
        case .main: "the main one"
        case .nothing: "none of its own"
        }
    }

    private func destination(_ destination: EditedRoute.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id): id
        }
    }

    private func target(_ target: EditedTarget) -> String {
        if target.kind == .local { return "local" }
        if target.id.isEmpty { return "?" }
        return inventory.texts.find(target.id).map { network.name($0) } ?? target.id
    }

    private func groups(_ ids: [String]) -> String {
        ids.isEmpty
            ? "nothing" : ids.map { id in inventory.group(id: id).map { names.name(of: $0) } ?? id }.joined(separator: ", ")
    }

    private func sides(_ operation: ChangeEdit.Operation, _ before: String?, _ after: String?) -> String {
        switch operation {
        case .add: after ?? "?"
        case .remove: before ?? "?"
        case .change: "\(before ?? "?") -> \(after ?? "?")"
        }
    }

    private func quoted(_ description: String?) -> String {
        guard let description, !description.isEmpty else { return "" }
        return " \"\(description)\""
    }

    private func quote(_ description: String?) -> String { description.map { "\"\($0)\"" } ?? "?" }

    /// What a thing was and is: ("was", "out 100 allow tcp 1024-65535 to 10.0.0.0/20"), ("now", ...); of what came or went one of them.
    public func sides(_ edit: ChangeEdit) -> [(label: String, text: String)] {
        let before: String?
        let after: String?
        switch edit.subject {
        case .rule(let named, let old, let new):
            func side(_ own: RecordedRule?) -> String? {
                own.map { "\(($0.direction ?? named.direction)?.way ?? "?") \(rule($0))\(quoted($0.description))" }
            }
            (before, after) = (side(old), side(new))
        case .entry(_, let direction, let number, let old, let new):
            let head = "\(direction.way) \(number) "
            (before, after) = (old.map { head + entry($0) }, new.map { head + entry($0) })
        case .route(_, let destination, let old, let new):
            let head = "\(self.destination(destination)) -> "
            (before, after) = (old.map { head + target($0) }, new.map { head + target($0) })
        case .attachment(_, let old, let new):
            (before, after) = (old.map { "carries \(groups($0))" }, new.map { "carries \(groups($0))" })
        case .listEntry(_, let old, let new):
            (before, after) = (old.map { "entry \($0)" }, new.map { "entry \($0)" })
        case .use(let use):
            (before, after) = (
                use.before.map { "uses \(use.kind.word) \(server($0))" }, "uses \(use.kind.word) \(server(use.after))"
            )
        case .group: return [(edit.operation == .add ? "now" : "was", body(edit))]
        }
        switch edit.operation {
        case .add: return [("now", after ?? "?")]
        case .remove: return [("was", before ?? "?")]
        case .change: return [("was", before ?? "?"), ("now", after ?? "?")]
        }
    }

    /// Who did it by which tool: "oncall/cleanup, aws-cli"; a reading by what it is.
    public func who(_ change: Change) -> String {
        switch change.source {
        case .cloudtrail: [change.who ?? "?", change.how].compactMap { $0 }.joined(separator: ", ")
        case .config, .snapshot:
            [change.who, change.source == .config ? "AWS Config" : "snapshot"].compactMap { $0 }.joined(separator: ", ")
        }
    }

    /// What a change did in a sentence: "oncall/cleanup removed RDS SG in tcp 6379 from Workers SG".
    public func sentence(_ change: Change) -> String {
        let first = change.edits.first.map(clause) ?? change.event.map { "called \($0)" } ?? "changed something"
        let more = change.edits.count > 1 ? " and \(change.edits.count - 1) more" : ""
        return "\(change.who ?? "somebody") \(first)\(more)"
    }
}

extension SubnetUse.Kind {
    /// "route table", "network ACL".
    var word: String {
        switch self {
        case .routeTable: "route table"
        case .networkACL: "network ACL"
        }
    }
}

/// Since when an answer is what it is.
public struct TurningText: Sendable {
    private let turning: Turning
    private let words: ChangeText

    /// Words for a turning.
    public init(_ turning: Turning, _ words: ChangeText) { (self.turning, self.words) = (turning, words) }

    /// "since 11-20 08:30: oncall/cleanup removed RDS SG in tcp 6379 from ALB SG; allowed before"; `clock` writes times.
    public func sentence(_ clock: (Int) -> String) -> String {
        "since \(clock(turning.change.time)): \(words.sentence(turning.change)); \(turning.before.rawValue) before"
    }
}
