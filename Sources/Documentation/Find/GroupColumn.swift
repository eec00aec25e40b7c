import Annotations
import CoreModel
import Reachability
import Text
import Words

/// A column of a list of groups, by which it is sorted and filtered.
public enum GroupColumn: String, CaseIterable, Sendable {
    case name
    /// Rules of a direction, where some are unknown those that are known.
    case inbound = "in"
    case outbound = "out"
    /// Interfaces that carry it.
    case interfaces
    /// Whether it differs from the notes or has grave findings.
    case marked = "!"
    /// Whether a rule lets the whole internet in.
    case open
    /// Whether nothing uses or names it.
    case unused
    case vpc = "VPC"
    case account
    case region

    /// The column of a word, in any case: `in`, `vpc`; nil of another word.
    public init?(word: String) {
        let lower = word.lowercased()
        guard let column = Self.allCases.first(where: { $0.rawValue.lowercased() == lower }) else { return nil }
        self = column
    }

    /// The words of all columns, in the order of their list: what a list may be sorted by.
    public static let words: [String] = allCases.map(\.rawValue)

    /// Whether it is a number, of which the greatest come first.
    public var isNumber: Bool { self == .inbound || self == .outbound || self == .interfaces }

    /// Whether it is so or not so.
    public var isMark: Bool { self == .marked || self == .open || self == .unused }
}

/// What the columns of a list say of each group.
public struct GroupFacts: Sendable {
    private let annotations: Annotations
    private let carriers: [GroupIndex: Int]
    private let open: Lazy<Set<GroupIndex>>
    /// The groups that differ from the notes or have grave findings; nil until that is worked out.
    public var marked: Set<GroupIndex>?
    /// The groups that nothing uses, as ``Inventory/unusedGroups`` tells them; nil until that is worked out, and where nobody knows.
    public var unused: Set<GroupIndex>?

    /// Why nothing is said of groups that nothing uses.
    public static let unusedIsUnknown =
        "which groups nothing uses is not known: no complete listing of interfaces is in the input"

    private var inventory: Inventory { annotations.inventory }

    /// Facts of an inventory's groups; linear in interfaces, and, when a group is first asked whether it is open, in rules.
    public init(_ annotations: Annotations) {
        self.annotations = annotations
        let inventory = annotations.inventory
        carriers = inventory.interfaces.flatMap(\.groups).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        open = Lazy {
            Set(
                inventory.loadedGroups.filter { group in
                    inventory[group].rules(.ingress).contains { inventory.opens(RuleIndex($0)) }
                })
        }
    }

    /// The columns that tell groups of this inventory apart.
    public var columns: [GroupColumn] {
        let scopes = ScopeText(inventory)
        return GroupColumn.allCases.filter { column in
            switch column {
            case .interfaces: !inventory.interfaces.isEmpty
            case .vpc: Set(inventory.loadedGroups.lazy.map { inventory[$0].vpc }).count > 1
            case .account: scopes.hasAccounts
            case .region: scopes.hasRegions
            default: true
            }
        }
    }

    /// A group's number of a column that has numbers.
    func number(_ column: GroupColumn, of group: GroupIndex) -> Int {
        switch column {
        case .inbound: inventory[group].rules(.ingress).count
        case .outbound: inventory[group].rules(.egress).count
        case .interfaces: carriers[group] ?? 0
        default: 0
        }
    }

    /// Whether a group is marked, open or unused; nil until that is worked out.
    func isSo(_ column: GroupColumn, _ group: GroupIndex) -> Bool? {
        switch column {
        case .marked: marked.map { $0.contains(group) }
        case .open: open.value.contains(group)
        case .unused: unused.map { $0.contains(group) }
        default: false
        }
    }

    /// What a group is found by in a column: what it says, of a VPC its id as well.
    func words(_ column: GroupColumn, of group: GroupIndex) -> [String] {
        [text(column, of: group)] + (column == .vpc ? [inventory[inventory[group].vpc]] : [])
    }

    /// What a column says of a group.
    public func text(_ column: GroupColumn, of group: GroupIndex) -> String {
        let scope = inventory.scope(of: group)
        switch column {
        case .name: return annotations.names.name(of: group)
        case .inbound: return UnlistedRules.count(inventory[group], .ingress)
        case .outbound: return UnlistedRules.count(inventory[group], .egress)
        case .interfaces: return "\(carriers[group] ?? 0)"
        case .marked, .open, .unused: return isSo(column, group).map { $0 ? column.rawValue : "" } ?? "?"
        case .vpc: return annotations.names.name(ofVpc: inventory[group].vpc)
        case .account: return inventory[scope.account]
        case .region: return inventory[scope.region]
        }
    }
}

/// By which column a list of groups is sorted.
public struct GroupOrder: Hashable, Sendable {
    /// The column.
    public var column: GroupColumn
    /// Whether the order is turned: the smallest number first, the last name first.
    public var isTurned: Bool

    /// An order by a column.
    public init(_ column: GroupColumn, isTurned: Bool = false) { (self.column, self.isTurned) = (column, isTurned) }

    /// The order of a word, `in`, or `-in` for the other way round; nil of another word.
    public init?(word: String) {
        let isTurned = word.hasPrefix("-")
        guard let column = GroupColumn(word: isTurned ? String(word.dropFirst()) : word) else { return nil }
        self.init(column, isTurned: isTurned)
    }

    /// Puts groups in order: numbers from the greatest, texts from A, what is so before what is not; what is alike stays as it stood.
    ///
    /// Complexity: that of sorting so many.
    public func sorted<Row>(_ rows: [Row], _ facts: GroupFacts, group: (Row) -> GroupIndex) -> [Row] {
        let places = rows.indices
        let order: [Int]
        if column.isNumber || column.isMark {
            let keys = rows.map { row in
                column.isNumber ? -facts.number(column, of: group(row)) : facts.isSo(column, group(row)) == true ? 0 : 1
            }
            order = places.sorted { (isTurned ? -keys[$0] : keys[$0], $0) < (isTurned ? -keys[$1] : keys[$1], $1) }
        } else {
            let keys = rows.map { facts.text(column, of: group($0)).lowercased() }
            order = places.sorted { isTurned ? (keys[$1], $0) < (keys[$0], $1) : (keys[$0], $0) < (keys[$1], $1) }
        }
        return order.map { rows[$0] }
    }
}
