import SecurityGroups

/// Resources of a plan, a template or a stack, rewritten as the attributes that a Terraform state would have of them.
///
/// So that one reader knows what the attributes mean. What the document leaves open is ``Tree/unknown(_:)``.
struct RewrittenResource {
    /// What the document calls it: its address, its logical id, its name.
    var address: String
    var type: TerraformType
    /// False for what the document only looks up.
    var isManaged = true
    var values: Tree

    /// Reads resources as one source.
    static func read(
        _ resources: [RewrittenResource], from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        let input = InputBytes(TreeJSON.bytes(.list(resources.map(\.values))))
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        var own: [TerraformResource] = []
        guard let root = try? parser.parse(input.bytes) else {
            // Only what was nested almost too deep can be too deep now.
            throw JSONFault(told: "a resource", problem: .badValue("is nested too deep"))
        }
        for (resource, values) in zip(resources, try root.elements()) {
            own.append(TerraformResource(type: resource.type, isManaged: resource.isManaged, values: values))
        }
        do {
            try TerraformResources.read(own, from: origin, into: &collector)
        } catch {
            throw JSONFault(told: place(error.whole, in: resources, origin), problem: error.problem)
        }
    }

    /// "$[3].ingress[0].protocol" as "aws_security_group.rds.ingress[0].protocol".
    private static func place(_ path: String, in resources: [RewrittenResource], _ origin: Origin) -> String {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]"),
            let number = Int(path[path.index(path.startIndex, offsetBy: 2)..<end]),
            resources.indices.contains(number)
        else { return path }
        let names = DocumentNames(tool: origin.manager?.tool)
        return resources[number].address + names.place(String(path[path.index(after: end)...]))
    }
}
