import Reachability
import CoreModel
import Text
import Words

/// The fixes of an answer as JSON: rules first, then what other layers need, all with the same keys.
struct FixJSON {
    private let words: AnswerText
    private let inventory: Inventory
    private let isDenied: Bool

    /// The fixes of an answer; `isDenied` says that the notes do not want what they let through.
    init(_ words: AnswerText, _ inventory: Inventory, isDenied: Bool) {
        self.words = words
        self.inventory = inventory
        self.isDenied = isDenied
    }

    var values: [JSONText.Value] {
        zip(words.answer.fixes.map(rule) + words.answer.networkFixes.map(change), words.fixCommands).map { members, commands in
            .object(
                members + [
                    ("aws", .string(commands.aws)), ("undo", .string(commands.undo)), ("terraform", .string(commands.terraform)),
                ])
        }
    }

    private func rule(_ fix: Fix) -> [(String, JSONText.Value)] {
        let group = inventory[inventory[fix.group].id]
        return members(
            "rule", component: group, group: group, fix.direction, fix.traffic, peer: fix.rule.identity.peer.text,
            warning: words.fix(fix).warning)
    }

    /// A change of another layer: an entry of an ACL has a direction, its traffic, and the CIDR as its peer.
    private func change(_ fix: NetworkFix) -> [(String, JSONText.Value)] {
        var (direction, traffic, peer): (Direction?, Traffic?, String?) = (nil, nil, nil)
        switch fix {
        case .entry(_, let entry, _, _): (direction, traffic, peer) = (entry.direction, entry.traffic, "\(entry.network)")
        case .route(_, let destination, _, _), .removal(_, let destination, _, _), .transitRoute(_, let destination, _, _):
            peer = NetworkNames(inventory).name(destination)
        case .transitRemoval(_, let route): peer = NetworkNames(inventory).name(route.destination)
        case .exclusion, .attach, .checkOff, .address, .acceptance, .association, .propagation, .attachmentSubnet, .references,
            .attachmentReferences, .crossZone:
            break
        }
        return members(
            fix.kind.rawValue, component: inventory[fix.component(in: inventory)], group: nil, direction, traffic, peer: peer,
            warning: words.fix(fix).warning)
    }

    private func members(
        _ kind: String, component: String, group: String?, _ direction: Direction?, _ traffic: Traffic?, peer: String?,
        warning: String?
    ) -> [(String, JSONText.Value)] {
        let depends = words.answer.dependsWhenFixed ? "it depends then" : nil
        let warnings = [warning, depends, isDenied ? "against the notes" : nil].compactMap { $0 }
        return [
            ("kind", .string(kind)), ("component", .string(component)), ("group", .optional(group)),
            ("direction", .optional(direction?.name)), ("protocol", .optional(traffic?.ipProtocol.description)),
            ("ports", traffic.map(JSONText.Value.ports) ?? .null), ("peer", .optional(peer)),
            ("warning", .optional(warnings.isEmpty ? nil : warnings.joined(separator: "; "))),
        ]
    }
}
