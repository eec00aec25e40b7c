import CoreModel
import Reachability
import Text

/// Accounts and regions, named wherever an inventory has several.
public struct ScopeText: Sendable {
    private let inventory: Inventory
    private let counts: Counts

    /// How many accounts and regions an inventory has.
    struct Counts: Sendable {
        let accounts: Int
        let regions: Int

        /// Those of an inventory; linear in its groups.
        init(_ inventory: Inventory) {
            let scopes = inventory.scopes
            accounts = Set(scopes.map(\.account)).subtracting([.none]).count
            regions = Set(scopes.map(\.region)).subtracting([.none]).count
        }

        private struct Key: Hashable, Sendable {}

        /// Those of an analyzer's inventory, which are counted once.
        init(of analyzer: Analyzer) { self = analyzer.remembered(Key()) { Counts(analyzer.inventory) } }
    }

    /// Words for an inventory; linear in its groups.
    public init(_ inventory: Inventory) { self.init(inventory, Counts(inventory)) }

    /// Words for an inventory of which is known how many accounts and regions it has.
    init(_ inventory: Inventory, _ counts: Counts) {
        self.inventory = inventory
        self.counts = counts
    }

    private var accounts: Int { counts.accounts }
    private var regions: Int { counts.regions }

    /// Whether there are several accounts.
    public var hasAccounts: Bool { accounts > 1 }

    /// Whether there are several regions.
    public var hasRegions: Bool { regions > 1 }

    /// "2 accounts, 1 region"; nil where there is one of each at most.
    public var count: String? {
        guard hasAccounts || hasRegions else { return nil }
        let counts = [(accounts, "account"), (regions, "region")].filter { $0.0 > 0 }
        return counts.map { TextCount.of($0.0, $0.1) }.joined(separator: ", ")
    }

    /// What tells a place from the others: "111122223333", "eu-west-1", or both; empty where nothing is told of it.
    public func name(_ scope: Scope) -> String {
        let account = hasAccounts || !hasRegions ? inventory[scope.account] : ""
        return [account, hasRegions ? inventory[scope.region] : ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What a column of a list is called that tells groups apart: "account", "region"; nil where there is one of each at most.
    public var column: String? { hasAccounts ? "account" : hasRegions ? "region" : nil }

    /// What stands of a group in that column: its account, or its region.
    public func columnText(of group: GroupIndex) -> String {
        let scope = inventory.scope(of: group)
        return inventory[hasAccounts ? scope.account : scope.region]
    }

    /// In what account and region a command is to be run: "account 111122223333, us-east-1"; nil where all are in one, or it is not told.
    public func place(_ scope: Scope) -> String? {
        guard hasAccounts || hasRegions else { return nil }
        let account = inventory[scope.account]
        let parts = [account.isEmpty ? "" : "account \(account)", inventory[scope.region]].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Whose the ends of a question are: "web 111122223333 -> db 210987654321"; nil where all is in one account and region, or neither
    /// end is of any.
    public func ends(_ question: Question, _ names: Names) -> String? {
        guard hasAccounts || hasRegions else { return nil }
        let own = [question.source, question.destination].map(self.scopes)
        guard own.contains(where: { !$0.isEmpty }) else { return nil }
        if own[0] == own[1], own[0].count == 1 { return "both in \(own[0][0])" }
        let said = zip([question.source, question.destination], own).map { end, places in
            places.isEmpty ? names.name(of: end) : "\(names.name(of: end)) in \(TextList.sentence(places))"
        }
        return said.joined(separator: " -> ")
    }

    /// The places that an end is in, each once.
    private func scopes(_ end: Endpoint) -> [String] {
        let groups = end.kind.group.map { [$0] } ?? (holders(end).map { inventory[$0].groups }.flatMap { $0 })
        var names: [String] = []
        for group in groups {
            let own = name(inventory.scope(of: group))
            if !own.isEmpty, !names.contains(own) { names.append(own) }
        }
        return names
    }

    private func holders(_ end: Endpoint) -> [InterfaceIndex] {
        if let interfaces = end.kind.interfaces { return interfaces }
        guard let network = end.kind.network, network.isAddress else { return [] }
        return inventory.interfaces.indices.filter { inventory.interfaces[$0].hasAddress(network.address) }
            .map { InterfaceIndex($0) }
    }
}
