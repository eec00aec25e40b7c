import CoreModel
import Events

/// What is known at a point of the time line, from the records and readings up to it.
struct Ledger {
    struct EntryKey: Hashable {
        var acl: String
        var direction: Direction
        var number: Int
    }

    struct RouteKey: Hashable {
        var table: String
        var destination: EditedRoute.Destination
    }

    struct RuleKey: Hashable {
        var group: String
        var identity: RuleIdentity<EndIdentity>
    }

    /// Rules that are there.
    var rules: [String: [RuleIdentity<EndIdentity>: RecordedRule]] = [:]
    /// Rules by their ids, those too that went.
    var byID: [String: RecordedRule] = [:]
    /// Groups of which every rule is known.
    var wholeGroups: Set<String> = []
    var groups: [String: EditedGroup] = [:]
    var entries: [EntryKey: RecordedEntry] = [:]
    var wholeACLs: Set<String> = []
    var routes: [RouteKey: EditedTarget] = [:]
    var wholeTables: Set<String> = []
    var carried: [String: [String]] = [:]
    /// Entries of prefix lists by whether they are there, as far as records tell.
    var listEntries: [String: [IPNetwork: Bool]] = [:]
    var wholeLists: Set<String> = []
    /// The subnet and the table of each association of a route table.
    var tableUses: [String: (subnet: String, table: String)] = [:]
    /// The gateway and the table of each association of what comes in by a gateway.
    var edgeUses: [String: (gateway: String, table: String)] = [:]
    /// The ACL of each association of one.
    var aclUses: [String: String] = [:]
    /// Whether a reading told all groups, or all interfaces: what a later one has beside them came.
    var hasWhole = false
    var hasWholeInterfaces = false
    /// Keys of rules that are known to be gone.
    var gone: Set<RuleKey> = []

    /// The rules that what is read has by their ids: which way one looks, where no record says so.
    let present: PresentThings

    init(_ present: PresentThings) { self.present = present }

    // MARK: Rules

    func rule(_ key: RuleKey) -> RecordedRule? { rules[key.group]?[key.identity] }

    mutating func put(_ rule: RecordedRule) {
        if let id = rule.id { byID[id] = rule }
        guard let identity = rule.identity else { return }
        rules[rule.group, default: [:]][identity] = rule
        gone.remove(RuleKey(group: rule.group, identity: identity))
    }

    mutating func take(_ rule: RecordedRule) {
        guard let identity = rule.identity else { return }
        rules[rule.group]?[identity] = nil
        gone.insert(RuleKey(group: rule.group, identity: identity))
    }

    /// A rule that a record names by its id, with what is known of it.
    func known(id: String?) -> RecordedRule? {
        guard let id, let rule = byID[id] else { return nil }
        return rule
    }
}

/// What the inventory that was read has, for look-ups by id and by name.
struct PresentThings {
    /// Rules by their ids.
    private(set) var rulesByID: [String: RecordedRule] = [:]
    /// The ids of rules by what they are.
    private(set) var idsOfRules: [Ledger.RuleKey: String] = [:]
    /// Groups by names that only one has.
    private(set) var groupsByName: [String: String] = [:]
    /// The interfaces of instances, by the instances' ids.
    private(set) var interfacesOfInstances: [String: [String]] = [:]
    /// The interfaces of load balancers, databases and so on, by their names.
    private(set) var interfacesOfOwners: [String: [String]] = [:]
    /// The accounts and regions that it holds; empty texts where they are not told.
    let scopes: [(account: String, region: String)]

    init(_ inventory: Inventory) {
        scopes = inventory.scopes.map { (inventory[$0.account], inventory[$0.region]) }
        var doubled: Set<String> = []
        for place in inventory.loadedGroups {
            let group = inventory[place]
            let (id, name) = (inventory[group.id], inventory[group.name])
            if groupsByName.updateValue(id, forKey: name) != nil { doubled.insert(name) }
            for direction in Direction.allCases {
                for rule in inventory.rules(of: place, direction).map({ inventory[$0] }) {
                    let own = RecordedRule(inventory, rule, of: id)
                    guard let identity = own.identity else { continue }
                    if let ruleID = own.id {
                        rulesByID[ruleID] = own
                        idsOfRules[Ledger.RuleKey(group: id, identity: identity)] = ruleID
                    }
                }
            }
        }
        for name in doubled { groupsByName[name] = nil }
        for interface in inventory.interfaces {
            let id = inventory[interface.id]
            if !interface.instance.isNone { interfacesOfInstances[inventory[interface.instance], default: []].append(id) }
            if !interface.attachment.name.isNone {
                interfacesOfOwners[inventory[interface.attachment.name], default: []].append(id)
            }
        }
    }

    /// Whether an event's account and region are among those of the inventory; what either does not tell does not tell them apart.
    func holds(account: String?, region: String?) -> Bool {
        if scopes.isEmpty { return true }
        return scopes.contains { scope in
            let isAccount = account.map { $0 == scope.account } ?? true
            let isRegion = region.map { $0 == scope.region } ?? true
            return (scope.account.isEmpty || isAccount) && (scope.region.isEmpty || isRegion)
        }
    }
}

extension RecordedRule {
    /// A rule of an inventory.
    init(_ inventory: Inventory, _ rule: Rule, of group: String) {
        let identity = inventory.identity(of: rule)
        self.init(
            id: rule.id.isNone ? nil : inventory[rule.id], group: group, identity.direction, identity.traffic, identity.peer,
            description: inventory[rule.description])
    }
}
