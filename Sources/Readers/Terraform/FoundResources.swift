/// What a state has of the resources that are read: those of the provider aws, and those of awscc, which have CloudFormation's properties.
struct FoundResources {
    private(set) var resources: [TerraformResource] = []
    private var natives: [(address: String, resource: CloudFormationResource)] = []

    /// Whether resources of a type are read.
    static func isRead(_ type: JSONText) -> Bool { TerraformType(type) != nil || ProviderAwscc.isRead(type) }

    /// Takes a resource; data sources of awscc tell what others made, without its rules.
    mutating func add(_ type: JSONText, isManaged: Bool, _ values: JSONValue, address: String) throws(JSONFault) {
        if let known = TerraformType(type) {
            resources.append(TerraformResource(type: known, isManaged: isManaged, values: values, address: address))
        } else if isManaged, let native = try ProviderAwscc.resource(type, values) {
            natives.append((address, native))
        }
    }

    /// Reads all of them as one source: rules of one provider may be of a group of the other.
    func read(from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        guard !natives.isEmpty else { return try TerraformResources.read(resources, from: origin, into: &collector) }
        let context = CloudFormationContext(natives.map(\.resource), listed: collector.builder.defaultGroups())
        var rewritten: [RewrittenResource] = []
        for (address, native) in natives {
            for var resource in try LiveResource.rewritten(native, context) {
                resource.address = address
                rewritten.append(resource)
            }
        }
        do {
            try TreeReading.read(.list(rewritten.map(\.values)), at: "$") { list throws(JSONFault) in
                let own = zip(rewritten, try list.elements()).map { resource, values in
                    TerraformResource(
                        type: resource.type, isManaged: resource.isManaged, values: values, address: resource.address)
                }
                try TerraformResources.read([(origin, resources), (origin, own)], into: &collector)
            }
        } catch {
            throw JSONFault(told: Self.place(error.whole, rewritten), problem: error.problem)
        }
        for (_, native) in natives { CloudFormationOwner.add(native, context, into: &collector) }
    }

    /// "$[3].ingress[0]" as "awscc_ec2_security_group.web.ingress[0]".
    private static func place(_ path: String, _ resources: [RewrittenResource]) -> String {
        guard path.hasPrefix("$["), let end = path.firstIndex(of: "]"),
            let number = Int(path[path.index(path.startIndex, offsetBy: 2)..<end]), resources.indices.contains(number)
        else { return path }
        return resources[number].address + path[path.index(after: end)...]
    }
}
