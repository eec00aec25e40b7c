/// The configuration of a plan: its modules by the names of the calls that lead to them.
struct PlanConfiguration {
    /// What one module has, by name.
    struct Module {
        var resources: [String: JSONValue] = [:]
        var calls: [String: JSONValue] = [:]
        var outputs: [String: JSONValue] = [:]
    }

    private var modules: [[String]: Module] = [:]

    init(_ root: JSONValue?) {
        if let root { add(root, at: []) }
    }

    /// A module; nil where the configuration does not tell it.
    subscript(path: [String]) -> Module? { modules[path] }

    private mutating func add(_ value: JSONValue, at path: [String]) {
        var module = Module()
        if let resources = try? value.elements("resources") {
            for resource in resources {
                if let address = (try? resource.text("address")) ?? nil { module.resources[address.string] = resource }
            }
        }
        module.calls = ((try? value.member("module_calls")) ?? nil)?.membersByName ?? [:]
        module.outputs = ((try? value.member("outputs")) ?? nil)?.membersByName ?? [:]
        modules[path] = module
        for (name, call) in module.calls {
            if let child = (try? call.member("module")) ?? nil { add(child, at: path + [name]) }
        }
    }
}

extension JSONValue {
    /// The members of an object; of equal names the last one counts.
    var membersByName: [String: JSONValue] {
        guard let all = try? members() else { return [:] }
        return Dictionary(all.map { ($0.key.string, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// A member by a name that is known only at run time; nil when it is absent or null.
    func member(named key: String) -> JSONValue? {
        guard let all = try? members() else { return nil }
        var found: JSONValue?
        for (name, value) in all where name.string == key { found = value }
        guard let found, !found.isNull else { return nil }
        return found
    }

    /// Every reference of an expression, or of the blocks below an attribute that is written as blocks.
    var references: [String] {
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
