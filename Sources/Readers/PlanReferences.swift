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

        mutating func add(_ other: Found) {
            ids += other.ids.filter { !ids.contains($0) }
            isOpen = isOpen || other.isOpen
            isPlain = isPlain && other.isPlain
        }
    }

    /// An instance that references may lead to.
    fileprivate struct Target {
        var module: String
        var type: TerraformType
        var name: String
        var index: String?
        var isManaged: Bool
        var id: String
        var isKnown: Bool
    }

    private let configuration: JSONValue?
    fileprivate let targets: [Target]
    fileprivate let modules: Set<String>

    init(_ plan: TerraformPlan) {
        configuration = try? plan.root.member("configuration")?.member("root_module")
        var targets: [Target] = []
        func add(_ address: String, _ type: TerraformType, isManaged: Bool, id: String?) {
            let parts = TerraformAddress(address).parts
            guard let last = parts.last else { return }
            let own = parts.dropLast(isManaged ? 2 : 3)
            let module = TerraformAddress.text(ofModules: own.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
            targets.append(
                Target(
                    module: module, type: type, name: last.name, index: last.index, isManaged: isManaged, id: id ?? address,
                    isKnown: id != nil))
        }
        let changed = Set(plan.changes.map(\.address))
        for (address, resource) in plan.prior where !changed.contains(address) {
            add(address, resource.type, isManaged: resource.isManaged, id: (try? resource.values.text("id"))??.string)
        }
        for change in plan.changes {
            guard let after = change.after else { continue }
            add(change.address, change.type, isManaged: change.isManaged, id: (try? after.text("id"))??.string)
        }
        self.targets = targets
        modules = Set(targets.map(\.module))
    }

    /// How one resource uses others.
    struct Use {
        fileprivate let references: PlanReferences
        fileprivate let scope: PlanScope?
        fileprivate let resource: JSONValue?

        /// Whether the configuration gives an attribute; true where the configuration is not told.
        func isConfigured(_ attribute: String) -> Bool {
            guard let resource else { return true }
            return (try? resource.member("expressions"))??.member(named: attribute) != nil
        }

        /// The groups that an attribute may name.
        func groups(_ attribute: String, withKnown: Bool) -> Found {
            find(attribute, [.group, .defaultGroup], withKnown: withKnown)
        }

        /// What an attribute may name, of some types.
        func find(_ attribute: String, _ types: Set<TerraformType>, withKnown: Bool) -> Found {
            guard let scope, let resource, let expression = (try? resource.member("expressions"))??.member(named: attribute)
            else {
                return Found(isOpen: true)
            }
            let search = PlanSearch(references: references, types: types, withKnown: withKnown)
            return search.find(expression.references, in: scope, repeated: resource, depth: 0)
        }
    }

    /// How the resource of a change uses others.
    func use(by change: TerraformPlan.Change) -> Use {
        guard let scope = scope(of: TerraformAddress.modules(change.module)) else {
            return Use(references: self, scope: nil, resource: nil)
        }
        let wanted = "\(change.isManaged ? "" : "data.")\(change.type.rawValue).\(change.name)"
        var found: JSONValue?
        if let resources = try? scope.module.elements("resources") {
            for resource in resources where (try? resource.text("address"))??.string == wanted { found = resource }
        }
        return Use(references: self, scope: scope, resource: found)
    }

    fileprivate func scope(of path: [TerraformAddress.Part]) -> PlanScope? {
        guard var module = configuration else { return nil }
        for part in path {
            guard let call = (try? module.member("module_calls"))??.member(named: part.name),
                let child = (try? call.member("module")) ?? nil
            else { return nil }
            module = child
        }
        return PlanScope(path: path, module: module)
    }
}

/// A module instance with its configuration.
private struct PlanScope {
    var path: [TerraformAddress.Part]
    var module: JSONValue
}

/// A search for what references lead to.
private struct PlanSearch {
    let references: PlanReferences
    let types: Set<TerraformType>
    /// Whether resources whose ids are known already count too.
    let withKnown: Bool

    /// Modules may call modules and variables may pass variables on, but not for ever.
    private static let deepest = 64

    func find(
        _ names: [String], in scope: PlanScope, repeated: JSONValue?, depth: Int
    ) -> PlanReferences.Found {
        guard depth < Self.deepest else { return PlanReferences.Found(isOpen: true) }
        // `a.b.id` stands beside `a.b`: only the longest of them says what is used.
        let longest = names.filter { name in
            !names.contains {
                $0.count > name.count && $0.hasPrefix(name)
                    && ($0.dropFirst(name.count).first.map { $0 == "." || $0 == "[" } ?? false)
            }
        }
        var found = PlanReferences.Found()
        for name in longest { found.add(find(name, in: scope, repeated: repeated, depth: depth + 1)) }
        return found
    }

    private func find(
        _ name: String, in scope: PlanScope, repeated: JSONValue?, depth: Int
    ) -> PlanReferences.Found {
        let parts = TerraformAddress(name).parts
        switch parts[0].name {
        case "module": return findOutput(parts, in: scope, depth: depth)
        case "var": return parts.count > 1 ? findVariable(parts[1].name, in: scope, depth: depth) : .init(isOpen: true)
        case "each":
            guard parts.count > 1, parts[1].name == "value" else { return .init(isPlain: false) }
            let source = repeated.flatMap { (try? $0.member("for_each_expression")) ?? nil }
            var found = find(source?.references ?? [], in: scope, repeated: nil, depth: depth)
            if source == nil { found.isOpen = true }
            if found.ids.count != 1 { found.isPlain = false }
            return found
        case "local", "self": return .init(isOpen: true)
        case "path", "terraform", "count": return .init(isPlain: false)
        case "data": return findResource(Array(parts.dropFirst()), isManaged: false, in: scope)
        default: return findResource(parts, isManaged: true, in: scope)
        }
    }

    private func findResource(
        _ parts: [TerraformAddress.Part], isManaged: Bool, in scope: PlanScope
    ) -> PlanReferences.Found {
        guard parts.count >= 2 else { return .init(isOpen: true) }
        let attribute = parts.dropFirst(2).map(\.name).joined(separator: ".")
        guard let type = TerraformType(rawValue: parts[0].name), types.contains(type), attribute.isEmpty || attribute == "id"
        else {
            // Something else's attribute: of those that hold a group's id the name says so.
            return .init(isOpen: attribute.contains("security_group"), isPlain: false)
        }
        let module = TerraformAddress.text(ofModules: scope.path)
        let own = references.targets.filter { target in
            target.module == module && target.type == type && target.name == parts[1].name && target.isManaged == isManaged
                && (parts[1].index == nil || parts[1].index == target.index)
        }
        // What is not in the plan, or a data source that is read during apply, may turn out to be anything.
        if own.isEmpty { return .init(isOpen: true) }
        if !isManaged, own.contains(where: { !$0.isKnown }) { return .init(isOpen: true) }
        let ids = own.filter { withKnown || !$0.isKnown }.map(\.id)
        return .init(ids: ids, isPlain: own.count == 1)
    }

    private func findOutput(
        _ parts: [TerraformAddress.Part], in scope: PlanScope, depth: Int
    ) -> PlanReferences.Found {
        guard parts.count >= 3, let call = ((try? scope.module.member("module_calls")) ?? nil)?.member(named: parts[1].name),
            let module = (try? call.member("module")) ?? nil,
            let output = ((try? module.member("outputs")) ?? nil)?.member(named: parts[2].name)
        else { return .init(isOpen: true) }
        let names = ((try? output.member("expression")) ?? nil)?.references ?? []
        var instances = [scope.path + [parts[1]]]
        if parts[1].index == nil {
            let base = TerraformAddress.text(ofModules: scope.path + [parts[1]])
            let repeated = references.modules.filter { $0.hasPrefix(base + "[") }
            let paths = Set(repeated.map { Array(TerraformAddress.modules($0).prefix(scope.path.count + 1)) })
            if !paths.isEmpty { instances = Array(paths) }
        }
        var found = PlanReferences.Found(isPlain: instances.count == 1)
        for path in instances {
            found.add(find(names, in: PlanScope(path: path, module: module), repeated: nil, depth: depth))
        }
        return found
    }

    /// A variable is what the call of its module passes; those of the root module are known.
    private func findVariable(_ name: String, in scope: PlanScope, depth: Int) -> PlanReferences.Found {
        guard let own = scope.path.last else { return .init(isPlain: false) }
        guard let parent = references.scope(of: Array(scope.path.dropLast())),
            let call = ((try? parent.module.member("module_calls")) ?? nil)?.member(named: own.name)
        else { return .init(isOpen: true) }
        guard let passed = ((try? call.member("expressions")) ?? nil)?.member(named: name) else { return .init(isPlain: false) }
        return find(passed.references, in: parent, repeated: call, depth: depth)
    }
}

extension JSONValue {
    /// A member by a name that is known only at run time; nil when it is absent or null.
    fileprivate func member(named key: String) -> JSONValue? {
        guard let all = try? members() else { return nil }
        var found: JSONValue?
        for (name, value) in all where name.string == key { found = value }
        guard let found, !found.isNull else { return nil }
        return found
    }

    /// Every reference of an expression, or of the blocks below an attribute that is written as blocks.
    fileprivate var references: [String] {
        if kind == .array { return ((try? elements()).map(Array.init) ?? []).flatMap(\.references) }
        guard kind == .object, let all = try? members() else { return [] }
        var names: [String] = []
        for (key, value) in all {
            if "references" ~= key, value.kind == .array {
                if let list = try? value.elements() {
                    for name in list { if let text = try? name.text().string { names.append(text) } }
                }
            } else if value.kind == .object || value.kind == .array {
                names += value.references
            }
        }
        return names
    }
}
