import CoreModel

/// Follows the references of a plan's configuration to the resources whose ids are known only after apply.
///
/// The configuration tells which things an attribute names, never how: an expression over several may be a list of them or a choice.
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
struct PlanReferences {
    /// What a list of references leads to.
    struct Found {
        /// Ids of resources, or addresses where the id is known only after apply.
        var ids: [String] = []
        /// Whether something in it cannot be followed, so that it may be anything.
        var isOpen = false
        /// Whether nothing else has a part in it, such as a variable that chooses.
        var isPlain = true

        /// The things as a list; nil where it is not certain that they are what the attribute lists.
        var list: Tree? { !isOpen && isPlain && !ids.isEmpty ? .list(ids.map { .text($0) }) : nil }

        mutating func add(_ other: Found) {
            ids = (ids + other.ids).distinct()
            isOpen = isOpen || other.isOpen
            isPlain = isPlain && other.isPlain
        }
    }

    /// What instances of one resource have in common.
    struct Block: Hashable {
        var module: String
        var type: TerraformType
        var name: String
        var isManaged: Bool
    }

    /// An instance that references may lead to.
    struct Target {
        var index: String?
        /// Its id, or its address where that is known only after apply.
        var id: String
        /// Whether the plan has its id wherever it is used.
        var isKnown: Bool
    }

    private let configuration: PlanConfiguration
    /// The instances of each resource, in the plan's order.
    private(set) var targets: [Block: [Target]] = [:]
    /// The instances of a module that is repeated, by its address without the last index.
    private(set) var repeated: [String: Set<[TerraformAddress.Part]>] = [:]
    /// The default groups that are there already, by their VPCs.
    private let defaultGroups: [String: String]

    init(_ plan: TerraformPlan) {
        defaultGroups = Self.defaultGroups(plan)
        configuration = PlanConfiguration((try? plan.root.member("configuration")?.member("root_module")) ?? nil)
        var targets: [Block: [Target]] = [:]
        var repeated: [String: Set<[TerraformAddress.Part]>] = [:]
        func add(_ address: String, _ type: TerraformType, isManaged: Bool, id: String?, isKnown: Bool) {
            let parts = TerraformAddress(address).parts
            guard let last = parts.last else { return }
            let own = parts.dropLast(isManaged ? 2 : 3)
            var path = own.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            let block = Block(
                module: TerraformAddress.text(ofModules: path), type: type, name: last.name, isManaged: isManaged)
            targets[block, default: []].append(Target(index: last.index, id: id ?? address, isKnown: isKnown))
            while let call = path.last {
                let base = TerraformAddress.text(ofModules: path.dropLast() + [TerraformAddress.Part(name: call.name)])
                if call.index != nil, !repeated[base, default: []].insert(path).inserted { break }
                path.removeLast()
            }
        }
        let changed = Set(plan.changes.map(\.address))
        for (address, resource) in plan.prior where !changed.contains(address) {
            let id = resource.values.attribute("id")
            add(address, resource.type, isManaged: resource.isManaged, id: id, isKnown: id != nil)
        }
        for change in plan.changes {
            guard let after = change.after else { continue }
            add(
                change.address, change.type, isManaged: change.isManaged, id: id(of: change),
                isKnown: after.attribute("id") != nil)
        }
        self.targets = targets
        self.repeated = repeated
    }

    /// The id of a change's resource after apply; nil where that is known only then, or where it is gone.
    ///
    /// What takes over something that is there has that one's id, which the plan tells before it is applied.
    func id(of change: TerraformPlan.Change) -> String? {
        guard let after = change.after else { return nil }
        if let id = after.attribute("id") { return id }
        if change.type == .defaultGroup { return after.attribute("vpc_id").flatMap { defaultGroups[$0] } }
        return change.type.adopted.flatMap { after.attribute($0) }
    }

    private static func defaultGroups(_ plan: TerraformPlan) -> [String: String] {
        var groups: [String: String] = [:]
        for (_, resource) in plan.prior {
            let values = resource.values
            switch resource.type {
            case .vpc, .defaultVpc:
                if let vpc = values.attribute("id") { groups[vpc] = values.attribute("default_security_group_id") ?? groups[vpc] }
            case .group where values.attribute("name") == "default":
                if let vpc = values.attribute("vpc_id") { groups[vpc] = values.attribute("id") ?? groups[vpc] }
            default: break
            }
        }
        return groups
    }

    /// How one resource uses others.
    struct Use {
        let references: PlanReferences
        let scope: PlanScope?
        let resource: JSONValue?

        /// Whether the configuration gives an attribute; true where the configuration is not told.
        func isConfigured(_ attribute: String, in block: String? = nil) -> Bool {
            resource == nil || !expressions(attribute, in: block).isEmpty
        }

        func groups(_ attribute: String, in block: String? = nil, withKnown: Bool) -> Found {
            find(attribute, in: block, [.group, .defaultGroup], withKnown: withKnown)
        }

        /// The expressions of an attribute: of the resource, or of its blocks of a name.
        private func expressions(_ attribute: String, in block: String?) -> [JSONValue] {
            guard let own = resource?.member(named: "expressions") else { return [] }
            guard let block else { return [own.member(named: attribute)].compactMap { $0 } }
            guard let blocks = own.member(named: block) else { return [] }
            return (blocks.kind == .array ? blocks.list : [blocks]).compactMap { $0.member(named: attribute) }
        }

        /// What an attribute may name, of some types: their ids, or another attribute of theirs.
        func find(
            _ attribute: String, in block: String? = nil, _ types: Set<TerraformType>, attribute told: String = "id",
            withKnown: Bool
        ) -> Found {
            find(expressions(attribute, in: block), types, attribute: told, withKnown: withKnown)
        }

        /// What attributes of blocks within blocks may name, those of all such blocks together: the last name of the path is theirs.
        func find(path: [String], _ types: Set<TerraformType>, attribute told: String) -> Found {
            var own = resource?.member(named: "expressions").map { [$0] } ?? []
            for name in path {
                own = own.compactMap { $0.member(named: name) }.flatMap { $0.kind == .array ? $0.list : [$0] }
            }
            return find(own, types, attribute: told, withKnown: true)
        }

        private func find(
            _ own: [JSONValue], _ types: Set<TerraformType>, attribute told: String, withKnown: Bool
        ) -> Found {
            guard let scope, let resource, !own.isEmpty else { return Found(isOpen: true) }
            var search = PlanSearch(references: references, types: types, attribute: told, withKnown: withKnown)
            return search.find(own.flatMap(\.references), in: scope, repeated: resource, depth: 0)
        }
    }

    /// How the resource of a change uses others.
    func use(by change: TerraformPlan.Change) -> Use {
        guard let scope = scope(of: TerraformAddress.modules(change.module)) else {
            return Use(references: self, scope: nil, resource: nil)
        }
        let wanted = "\(change.isManaged ? "" : "data.")\(change.type.rawValue).\(change.name)"
        return Use(references: self, scope: scope, resource: scope.module.resources[wanted])
    }

    func scope(of path: [TerraformAddress.Part]) -> PlanScope? {
        configuration[path.map(\.name)].map { PlanScope(path: path, module: $0) }
    }
}

extension JSONValue {
    /// An attribute that is told and not empty.
    fileprivate func attribute(_ key: StaticString) -> String? {
        guard let text = (try? text(key)) ?? nil else { return nil }
        return text.string
    }
}

struct PlanScope {
    var path: [TerraformAddress.Part]
    var module: PlanConfiguration.Module
}
