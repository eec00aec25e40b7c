import CoreModel

@testable import Readers

/// Tables and ACLs as lines, to compare whole results.
enum TopologyLines {
    /// What tables and ACLs have: routes, entries, subnets, gateways that propagate; "?" marks what is doubted, "open" what is open.
    static func of(_ inventory: Inventory) -> [String] {
        var lines = inventory.topology.routeTables.flatMap { self.lines(of: $0, inventory) }
        lines += inventory.topology.networkACLs.flatMap { self.lines(of: $0, inventory) }
        return lines
    }

    private static func lines(of table: RouteTable, _ inventory: Inventory) -> [String] {
        let id = inventory[table.id]
        var lines = [head(inventory, table.id, table.vpc, table.isMain ? "main" : "", table.subnets)]
        for route in table.routes {
            lines.append("\(id) \(destination(route, inventory)) > \(target(route, inventory))\(mark(route.doubt))")
        }
        for gateway in table.propagatingGateways {
            lines.append("\(id) < \(inventory[gateway])\(table.listsImplicitRoutes ? "" : " ?")")
        }
        lines += open(inventory, id, "routes", table.routeKnowledge)
        lines += open(inventory, id, "associations", table.associationKnowledge)
        return lines
    }

    private static func lines(of acl: NetworkACL, _ inventory: Inventory) -> [String] {
        let id = inventory[acl.id]
        var lines = [head(inventory, acl.id, acl.vpc, acl.isDefault ? "default" : "", acl.subnets)]
        for entry in acl.entries {
            let number = entry.number ?? -1
            lines.append("\(id) \(entry.direction.name) \(number) \(entry.action?.word ?? "?")\(mark(entry.doubt))")
        }
        for direction in Direction.allCases { lines += open(inventory, id, direction.name, acl.knowledge(direction)) }
        lines += open(inventory, id, "associations", acl.associationKnowledge)
        return lines
    }

    /// Arguments of the command line, each a file of its own.
    static func read(_ arguments: String...) throws -> Inventory {
        try InputReader().read(arguments.enumerated().map { .memory(name: "\($0).json", bytes: Array($1.utf8)) }).inventory
    }

    private static func head(
        _ inventory: Inventory, _ id: TextID, _ vpc: TextID, _ role: String, _ subnets: [TextID]
    ) -> String {
        ([inventory[id], inventory[vpc], role] + subnets.map { inventory[$0] }).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func destination(_ route: Route, _ inventory: Inventory) -> String {
        switch route.destination {
        case .network(let network): network.description
        case .prefixList(let id), .unknown(let id): inventory[id]
        }
    }

    private static func target(_ route: Route, _ inventory: Inventory) -> String {
        route.target.kind == .local ? "local" : inventory[route.target.id]
    }

    private static func mark(_ doubt: Doubt) -> String { doubt == .none ? "" : " ?" }

    private static func open(_ inventory: Inventory, _ id: String, _ what: String, _ knowledge: ListKnowledge) -> [String] {
        switch knowledge {
        case .complete, .absent: []
        case .partial(.unsettled(let name)): ["\(id) \(what) open: \(inventory[name])"]
        case .partial(let lack): ["\(id) \(what) open: \(lack)"]
        }
    }
}

/// A plan of changes to what a prior state has.
struct SketchedPlan {
    struct Change {
        var type: String
        var name: String
        var after: String
        var unknown = ""
        var expressions = ""
        /// What it destroys; nil for what it makes.
        var before: String?
    }

    /// Resources that stand before, in the order p0, p1, ...
    var prior: [(type: String, isManaged: Bool, values: String)] = []
    var changes: [Change] = []

    var text: String {
        let known = prior.enumerated().map { number, one in
            let address = "\(one.isManaged ? "" : "data.")\(one.type).p\(number)"
            return
                #"{"address": "\#(address)", "type": "\#(one.type)", "name": "p\#(number)", "mode": "\#(one.isManaged ? "managed" : "data")", "values": {\#(one.values)}}"#
        }
        let made = changes.map { change in
            #"{"address": "\#(change.type).\#(change.name)", "type": "\#(change.type)", "name": "\#(change.name)", "mode": "managed", "change": \#(change.text)}"#
        }
        let configuration = changes.map { change in
            #"{"address": "\#(change.type).\#(change.name)", "type": "\#(change.type)", "name": "\#(change.name)", "mode": "managed", "expressions": {\#(change.expressions)}}"#
        }
        return #"""
            {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {},
             "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": [\#(known.joined(separator: ", "))]}}},
             "resource_changes": [\#(made.joined(separator: ", "))],
             "configuration": {"root_module": {"resources": [\#(configuration.joined(separator: ", "))]}}}
            """#
    }
}

extension SketchedPlan.Change {
    fileprivate var text: String {
        if let before { return #"{"actions": ["delete"], "before": {\#(before)}, "after": null, "after_unknown": {}}"# }
        return #"{"actions": ["create"], "before": null, "after": {\#(after)}, "after_unknown": {"id": true\#(unknown)}}"#
    }
}
