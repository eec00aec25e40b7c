/// What names something else: a parameter, a resource, an attribute of one, an output of another stack.
extension TemplateEvaluation {
    func reference(_ name: String) throws(JSONFault) -> Tree? {
        if name == "AWS::NoValue" { return nil }
        if let value = parameters[name] { return try parameter(name, value) }
        if name.hasPrefix("AWS::") { return open(name) }
        // A resource's own id is made up at deploy time: its logical id stands for it.
        guard let resource = resourcesByID[name] else { return open("\(name), which the template does not have") }
        let type = resource["Type"]?.string ?? ""
        if CloudFormationResource.hasID(type) { return .text(stack.id(of: name)) }
        if type == "AWS::SSM::Parameter", let own = resource["Properties"]?["Name"] { return try value(own) }
        return open("resource \(stack.id(of: name))")
    }

    /// The value of a parameter: of a nested stack what its parent gives, else the default or what the reader was given.
    private func parameter(_ name: String, _ value: Tree) throws(JSONFault) -> Tree? {
        let type = stack.file.root["Parameters"]?[name]?["Type"]?.string ?? "String"
        let given = try stack.given(name)
        var own = given ?? value
        // What a parent gives a parameter of the Parameter Store is a name in it, as its default is.
        let isName = given != nil && type.hasPrefix("AWS::SSM::Parameter::Value")
        if let store = own[Self.storeKey]?.string ?? (isName ? own.scalar : nil) {
            own = try stack.system.stored(store, for: stack) ?? .null
        }
        guard own == .null else { return Self.typed(own, type) }
        let shown = stack.shown(parameter: name)
        return open("parameter \(shown)", partial: "${\(shown)}")
    }

    /// `A.B`, or a list of both.
    func attribute(_ argument: Tree) throws(JSONFault) -> Tree? {
        var name = ""
        var attribute = ""
        if let text = argument.string, let dot = text.firstIndex(of: ".") {
            name = String(text[..<dot])
            attribute = String(text[text.index(after: dot)...])
        } else if argument.elements.count >= 2 {
            name = argument.elements[0].scalar ?? ""
            guard let second = try value(argument.elements[1]) else { return open("a malformed Fn::GetAtt") }
            if second.unknown != nil { return second }
            attribute = second.scalar ?? ""
        }
        guard let resource = resourcesByID[name], let type = resource["Type"]?.string else {
            return open("\(name), which the template does not have")
        }
        let shown = "\(stack.id(of: name)).\(attribute)"
        switch (type, attribute) {
        case ("AWS::EC2::SecurityGroup", "GroupId"), ("AWS::EC2::SecurityGroup", "Id"), ("AWS::EC2::VPC", "VpcId"),
            ("AWS::EC2::Subnet", "SubnetId"), ("AWS::EC2::PrefixList", "PrefixListId"), ("AWS::EC2::NetworkInterface", "Id"),
            ("AWS::EC2::Instance", "InstanceId"), ("AWS::EC2::LaunchTemplate", "LaunchTemplateId"):
            return .text(stack.id(of: name))
        case (let type, let attribute) where CloudFormationResource.joiningIDs[type]?.contains(attribute) == true:
            return .text(stack.id(of: name))
        case (let type, let attribute) where CloudFormationResource.balancerIDs[type] == attribute:
            return .text(stack.id(of: name))
        case ("AWS::EC2::SecurityGroup", "VpcId"), ("AWS::EC2::VPC", "CidrBlock"), ("AWS::EC2::Subnet", "CidrBlock"),
            ("AWS::EC2::Subnet", "VpcId"), ("AWS::EC2::PrefixList", "PrefixListName"), ("AWS::EC2::Instance", "PrivateIp"),
            ("AWS::EC2::NetworkInterface", "PrimaryPrivateIpAddress"),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups"), ("AWS::SSM::Parameter", "Value"):
            let property = attribute == "PrivateIp" || attribute == "PrimaryPrivateIpAddress" ? "PrivateIpAddress" : attribute
            guard let own = resource["Properties"]?[property] else { return open(shown) }
            return try value(own)
        case ("AWS::EC2::VPC", "DefaultSecurityGroup"), ("AWS::EKS::Cluster", "ClusterSecurityGroupId"):
            // A group of its own, which the template does not describe.
            return .text(shown)
        case ("AWS::ElasticLoadBalancing::LoadBalancer", "SourceSecurityGroup.GroupName"):
            // The group that instances behind a load balancer let in: its own, where it has one.
            let own = try (resource["Properties"]?["SecurityGroups"]).flatMap { tree throws(JSONFault) in try value(tree) }
            return own?.elements.count == 1 ? own?.elements.first : open(shown)
        case (_, let text) where text.hasPrefix("Outputs.") && TemplateSystem.isNested(type):
            let output = String(text.dropFirst("Outputs.".count))
            return try stack.children[name]?.output(output) ?? open(shown, home: .elsewhere)
        case (_, let text) where text.hasSuffix(".Port"): return try port(of: resource, type) ?? open(shown)
        default: return open(shown)
        }
    }

    /// The port that a database or a cache says that it listens on; nil where it says none, and its engine's own counts.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
    private func port(of resource: Tree, _ type: String) throws(JSONFault) -> Tree? {
        guard
            ["AWS::RDS::", "AWS::DocDB::", "AWS::Neptune::", "AWS::ElastiCache::", "AWS::Redshift::"].contains(
                where: type.hasPrefix)
        else { return nil }
        let properties = resource["Properties"]
        if let own = properties?["Port"] ?? properties?["DBPort"] { return try value(own) }
        // An instance of a cluster has the cluster's port.
        guard let (function, argument) = (properties?["DBClusterIdentifier"]).flatMap(Self.function), function == "Ref",
            let cluster = argument.string.flatMap({ resourcesByID[$0] }), let own = cluster["Properties"]?["Port"]
        else { return nil }
        return try value(own)
    }

    // MARK: Other stacks

    func imported(_ argument: Tree) throws(JSONFault) -> Tree? {
        guard let name = try value(argument) else { return open("a malformed Fn::ImportValue") }
        if let text = name.scalar {
            return try stack.system.exported(text, for: stack) ?? open("import \(text)", home: .export(text))
        }
        let partial = name.unknown?.partial
        return open("import \(partial ?? "of another stack")", home: partial.map { .export($0) } ?? .elsewhere)
    }

    /// An output of another stack, by that stack's name.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
    func stackOutput(_ argument: Tree) throws(JSONFault) -> Tree? {
        let told = try value(argument)
        guard let name = told?["StackName"]?.scalar, let output = told?["OutputName"]?.scalar else {
            let partial = told?["StackName"]?.unknown?.partial ?? "a stack"
            return open("an output of \(partial)", home: .elsewhere)
        }
        let isPlain = told?["RoleArn"] == nil
        let region = told?["Region"].map { $0.scalar ?? "" }
        let found = isPlain ? try stack.system.output(output, ofStack: name, region: region, for: stack) : nil
        return found ?? open("output \(output) of stack \(name)", home: .elsewhere)
    }

    /// A text with references to the Parameter Store or to secrets.
    func dynamic(_ text: String) throws(JSONFault) -> Tree? {
        var pieces: [Tree] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: TemplateReference.start), let end = rest[start.upperBound...].firstRange(of: "}}") {
            if start.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<start.lowerBound]))) }
            let reference = TemplateReference(rest[start.upperBound..<end.lowerBound])
            pieces.append(try stack.system.value(of: reference, for: stack) ?? open(reference.name, home: .elsewhere))
            rest = rest[end.upperBound...]
            try spend(1 + rest.utf8.count / 64)
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return try self.text(of: pieces)
    }
}

/// What stands between `{{resolve:` and `}}`: a service, a name, and how much of it.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
struct TemplateReference {
    static let start = "{{resolve:"

    let parts: [String]

    init(_ text: Substring) {
        parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }

    /// What answers call it.
    var name: String { "resolve:" + parts.joined(separator: ":") }
}
