import CoreModel

/// Interfaces and instances, with the groups that AWS gives them where the template spells none out.
extension CloudFormationResource {
    func interface(_ context: CloudFormationContext) -> [TreeMember] {
        [
            TreeMember("subnet_id", text("SubnetId")), TreeMember("description", text("Description")), TreeMember("tags", tags),
            TreeMember(
                "security_groups",
                .list(context.groups(ids: properties["GroupSet"], subnet: properties["SubnetId"], of: shownName))),
        ] + addresses(properties, "private_ips")
    }

    /// An instance with its interfaces: one that its own properties describe, or those of its list.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
    func instance(_ context: CloudFormationContext) -> [RewrittenResource] {
        var list = (properties["NetworkInterfaces"]?.elements ?? []).filter { $0.unknown == nil }
        list = list.enumerated().sorted { (Self.device($0.element), $0.offset) < (Self.device($1.element), $1.offset) }.map(
            \.element)
        guard let first = list.first else {
            let isOpen = properties["NetworkInterfaces"].map { $0.unknown != nil || !$0.elements.isEmpty } ?? false
            let groups = isOpen ? [Tree.unknown(.init(name: "the interfaces of \(logicalID)"))] : ownGroups(context)
            let subnet = properties["SubnetId"] ?? template(context)?["NetworkInterfaces"]?.elements.first?["SubnetId"]
            return [primary("\(logicalID) (primary interface)", subnet, groups, addresses(properties, "secondary_private_ips"))]
        }
        let known = first["NetworkInterfaceId"]
        // One that is made elsewhere has groups and addresses of its own.
        let groups = known == nil ? self.groups(of: first, context) : Self.elsewhere(known, logicalID)
        var result = [
            primary(
                known?.string ?? "\(logicalID) (primary interface)", first["SubnetId"] ?? properties["SubnetId"], groups,
                known == nil ? addresses(first, "secondary_private_ips") : [])
        ]
        for (place, interface) in list.enumerated().dropFirst() {
            if let known = interface["NetworkInterfaceId"]?.string {
                result.append(attachment(of: known, to: logicalID))
                continue
            }
            let device = interface["DeviceIndex"]?.scalar ?? "\(place)"
            let isElsewhere = interface["NetworkInterfaceId"] != nil
            result.append(
                resource(
                    .interface,
                    [
                        TreeMember("subnet_id", (interface["SubnetId"]).map(Self.told) ?? .null),
                        TreeMember("description", (interface["Description"]).map(Self.told) ?? .null),
                        TreeMember(
                            "security_groups",
                            .list(
                                isElsewhere
                                    ? Self.elsewhere(interface["NetworkInterfaceId"], logicalID)
                                    : self.groups(of: interface, context))
                        ),
                        TreeMember("attachment", .list([.object([TreeMember("instance", .text(logicalID))])])),
                    ] + (isElsewhere ? [] : addresses(interface, "private_ips")), id: "\(logicalID) (interface \(device))"))
        }
        return result
    }

    /// An interface on an instance, as a resource of its own.
    func attachment() -> [RewrittenResource] {
        guard let interface = properties["NetworkInterfaceId"]?.string, let instance = properties["InstanceId"]?.string else {
            return []
        }
        return [attachment(of: interface, to: instance)]
    }

    private func attachment(of interface: String, to instance: String) -> RewrittenResource {
        resource(
            .interfaceAttachment,
            [TreeMember("network_interface_id", .text(interface)), TreeMember("instance_id", .text(instance))])
    }

    private func primary(_ id: String, _ subnet: Tree?, _ groups: [Tree], _ addresses: [TreeMember]) -> RewrittenResource {
        resource(
            .instance,
            [
                TreeMember("subnet_id", subnet.map(Self.told) ?? .null), TreeMember("tags", tags),
                TreeMember("vpc_security_group_ids", .list(groups)), TreeMember("primary_network_interface_id", .text(id)),
            ] + addresses)
    }

    /// The groups of an instance without a list of interfaces: its own, else its launch template's, else the VPC's default group.
    private func ownGroups(_ context: CloudFormationContext) -> [Tree] {
        let subnet = properties["SubnetId"]
        let own = context.listed(
            ids: properties["SecurityGroupIds"], names: properties["SecurityGroups"], subnet: subnet, of: shownName)
        if !own.isEmpty { return own }
        guard properties["LaunchTemplate"] != nil else { return [context.defaultGroup(subnet: subnet, of: shownName)] }
        guard let template = template(context), template["NetworkInterfaces"]?.unknown == nil else {
            return [.unknown(.init(name: "the launch template of \(logicalID)"))]
        }
        let first = template["NetworkInterfaces"]?.elements.first
        return context.groups(
            ids: first?["Groups"] ?? template["SecurityGroupIds"], names: template["SecurityGroups"],
            subnet: subnet ?? first?["SubnetId"], of: shownName)
    }

    /// The data of the instance's launch template; nil where no template that is read makes it.
    private func template(_ context: CloudFormationContext) -> Tree? {
        let launch = properties["LaunchTemplate"]
        return (launch?["LaunchTemplateId"]?.string).flatMap { context.launchTemplates[$0] }
    }

    private func groups(of interface: Tree, _ context: CloudFormationContext) -> [Tree] {
        context.groups(
            ids: interface["GroupSet"] ?? properties["SecurityGroupIds"],
            names: interface["GroupSet"] == nil ? properties["SecurityGroups"] : nil,
            subnet: interface["SubnetId"] ?? properties["SubnetId"], of: shownName)
    }

    /// The groups of an interface that is made elsewhere: those that its resource says, unknown where it is not settled which it is.
    private static func elsewhere(_ interface: Tree?, _ instance: String) -> [Tree] {
        guard let unknown = interface?.unknown else { return [] }
        return [.unknown(.init(name: "the groups of \(unknown.name), an interface of \(instance)"))]
    }

    /// What people call it: by its Name tag, else by its id.
    private var shownName: String {
        let tag = properties["Tags"]?.elements.first { $0["Key"]?.string == "Name" }
        return tag?["Value"]?.string ?? logicalID
    }

    private static func device(_ interface: Tree) -> Int { interface["DeviceIndex"]?.scalar.flatMap { Int($0) } ?? Int.max }

    /// The addresses of an interface; where one of them is left open, none is told, so that none counts as all.
    private func addresses(_ interface: Tree, _ key: String) -> [TreeMember] {
        var all: [Tree] = []
        for property in ["PrivateIpAddress", "PrivateIp"] {
            if all.isEmpty, let own = interface[property] { all.append(own) }
        }
        for (list, member) in [("PrivateIpAddresses", "PrivateIpAddress"), ("Ipv6Addresses", "Ipv6Address")] {
            guard let value = interface[list] else { continue }
            if value.unknown != nil { all.append(value) }
            all += value.elements.compactMap { $0.unknown == nil ? $0[member] ?? ($0.string == nil ? nil : $0) : $0 }
        }
        let counts = ["SecondaryPrivateIpAddressCount", "Ipv6AddressCount", "Ipv4PrefixCount", "Ipv6PrefixCount"]
        let more = counts.contains { interface[$0].map { $0.scalar != "0" } ?? false }
        if let open = all.first(where: { $0.unknown != nil }) { return [TreeMember(key, .list([open]))] }
        if more { return [] }
        return [TreeMember(key, .list(all.compactMap { $0.scalar.map { .text($0) } }))]
    }
}
