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
        for resource in value.member(named: "resources")?.list ?? [] {
            if let address = (try? resource.text("address")) ?? nil { module.resources[address.string] = resource }
        }
        module.calls = value.member(named: "module_calls")?.membersByName ?? [:]
        module.outputs = value.member(named: "outputs")?.membersByName ?? [:]
        modules[path] = module
        for (name, call) in module.calls {
            if let child = call.member(named: "module") { add(child, at: path + [name]) }
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

    /// The elements of an array; none of anything else.
    var list: [JSONValue] { (try? elements()).map(Array.init) ?? [] }

    /// Every reference of an expression, or of the blocks below an attribute that is written as blocks.
    var references: [String] {
        if kind == .array { return list.flatMap(\.references) }
        guard kind == .object, let all = try? members() else { return [] }
        var names: [String] = []
        for (key, value) in all {
            if "references" ~= key, value.kind == .array {
                names += value.list.compactMap { try? $0.text().string }
            } else if value.kind == .object || value.kind == .array {
                names += value.references
            }
        }
        return names
    }
}
