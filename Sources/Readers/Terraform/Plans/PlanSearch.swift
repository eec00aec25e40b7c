struct PlanSearch {
    typealias Found = PlanReferences.Found

    let references: PlanReferences
    let types: Set<TerraformType>
    /// The attribute of these that is looked for.
    let told: String
    /// Whether resources whose ids are known already count too.
    let withKnown: Bool

    /// What was found already: names that lead to each other again and again are followed once.
    private var known: [Place: Found] = [:]

    /// A name where it stands.
    private struct Place: Hashable {
        var name: String
        var path: [TerraformAddress.Part]
        var repeated: Int?
    }

    init(references: PlanReferences, types: Set<TerraformType>, attribute: String, withKnown: Bool) {
        self.references = references
        self.types = types
        told = attribute
        self.withKnown = withKnown
    }

    /// Modules may call modules and variables may pass variables on, but not for ever.
    private static let deepest = 64

    mutating func find(_ names: [String], in scope: PlanScope, repeated: JSONValue?, depth: Int) -> Found {
        guard depth < Self.deepest else { return Found(isOpen: true) }
        var found = Found()
        for name in Self.longest(names) {
            let place = Place(name: name, path: scope.path, repeated: repeated?.index)
            if let known = known[place] {
                found.add(known)
                continue
            }
            let one = find(name, in: scope, repeated: repeated, depth: depth + 1)
            known[place] = one
            found.add(one)
        }
        return found
    }

    /// `a.b.id` stands beside `a.b`: only the longest of them says what is used.
    private static func longest(_ names: [String]) -> [String] {
        guard names.count > 1 else { return names }
        let all = names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        return names.filter { name in
            !".[".utf8.contains { next in
                let longer = Array(name.utf8) + [next]
                var (low, high) = (0, all.count)
                while low < high {
                    let middle = (low + high) / 2
                    if all[middle].lexicographicallyPrecedes(longer) { low = middle + 1 } else { high = middle }
                }
                return low < all.count && all[low].starts(with: longer)
            }
        }
    }

    private mutating func find(_ name: String, in scope: PlanScope, repeated: JSONValue?, depth: Int) -> Found {
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

    private func findResource(_ parts: [TerraformAddress.Part], isManaged: Bool, in scope: PlanScope) -> Found {
        guard parts.count >= 2 else { return .init(isOpen: true) }
        let attribute = parts.dropFirst(2).map(\.name).joined(separator: ".")
        guard let type = TerraformType(rawValue: parts[0].name), types.contains(type), attribute.isEmpty || attribute == told
        else {
            // Something else's attribute: of those that hold a group's id the name says so.
            return .init(isOpen: attribute.contains("security_group"), isPlain: false)
        }
        let module = TerraformAddress.text(ofModules: scope.path)
        let block = PlanReferences.Block(module: module, type: type, name: parts[1].name, isManaged: isManaged)
        let own = (references.targets[block] ?? []).filter { parts[1].index == nil || parts[1].index == $0.index }
        // What is not in the plan, or a data source that is read during apply, may turn out to be anything.
        if own.isEmpty { return .init(isOpen: true) }
        if !isManaged, own.contains(where: { !$0.isKnown }) { return .init(isOpen: true) }
        let ids = own.filter { withKnown || !$0.isKnown }.map(\.id)
        return .init(ids: ids, isPlain: own.count == 1)
    }

    private mutating func findOutput(_ parts: [TerraformAddress.Part], in scope: PlanScope, depth: Int) -> Found {
        guard parts.count >= 3, let called = references.scope(of: scope.path + [parts[1]]),
            let output = called.module.outputs[parts[2].name]
        else { return .init(isOpen: true) }
        let names = ((try? output.member("expression")) ?? nil)?.references ?? []
        var instances = [called.path]
        if parts[1].index == nil, let repeated = references.repeated[TerraformAddress.text(ofModules: called.path)] {
            instances = repeated.sorted { TerraformAddress.text(ofModules: $0) < TerraformAddress.text(ofModules: $1) }
        }
        var found = Found(isPlain: instances.count == 1)
        for path in instances {
            found.add(find(names, in: PlanScope(path: path, module: called.module), repeated: nil, depth: depth))
        }
        return found
    }

    /// A variable is what the call of its module passes; those of the root module are known.
    private mutating func findVariable(_ name: String, in scope: PlanScope, depth: Int) -> Found {
        guard let own = scope.path.last else { return .init(isPlain: false) }
        guard let parent = references.scope(of: Array(scope.path.dropLast())),
            let call = parent.module.calls[own.name]
        else { return .init(isOpen: true) }
        guard let passed = ((try? call.member("expressions")) ?? nil)?.member(named: name) else { return .init(isPlain: false) }
        return find(passed.references, in: parent, repeated: call, depth: depth)
    }
}
