/// What the languages call resources and their parts, for comments: each in its own words.
extension CodeForm {
    /// Whether entries of ACLs and routes can stand within the resource that owns them, which then takes away what stands beside it.
    var hasBlocks: Bool { self != .cloudformation }

    /// A type of resource: `aws_route`, `aws.ec2.Route`, `AWS::EC2::Route`; Terraform's where the language has none.
    func type(_ type: String) -> String {
        switch self {
        case .aws, .terraform: type
        case .cloudformation: CloudFormationCode.types[type] ?? type
        case .pulumi: PulumiCode.types[type] ?? type
        }
    }

    /// An argument: `subnet_ids`, `SubnetIds`, `subnetIds`.
    func key(_ key: String) -> String {
        switch self {
        case .aws, .terraform: key
        case .cloudformation: CloudFormationCode.property(key)
        case .pulumi: CodeText.lowerCamel(key)
        }
    }

    /// An argument with its value: `source_dest_check = false`, `SourceDestCheck: false`.
    func setting(_ key: String, _ value: String) -> String {
        "\(self.key(key))\(self == .terraform || self == .aws ? " =" : ":") \(value)"
    }

    /// What one of several things within a resource is: "the ingress block", "the element of ingress".
    func part(_ block: String) -> String {
        self == .pulumi ? "the element of \(PulumiCode.list(block))" : "the \(block) block"
    }

    /// Where one more of them stands: "the aws_route_table of private", "routes of the aws.ec2.RouteTable of private".
    func place(_ block: String, in type: String, of name: String) -> String {
        let list = self == .pulumi ? "\(PulumiCode.list(block)) of " : ""
        return "\(list)the \(self.type(type)) of \(name)"
    }

    /// "beside its other blocks", "beside the others".
    var besideOthers: String { self == .pulumi ? "beside the others" : "beside its other blocks" }

    // MARK: Groups

    /// That a new group is not called as the input calls it.
    func ownID(of group: String) -> String { "the group gets an id of its own: put that in place of \(group) below" }

    // MARK: Tables of gateway endpoints

    /// What stands beside the resource that gives a gateway endpoint a table, by their names; where a language has none, what is to be done.
    ///
    /// Where the endpoint's own resource lists its tables, the two fight.
    /// Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_route_table_association and
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
    func inEndpoint(table: String, _ endpoint: String) -> String {
        let list = "\(key("route_table_ids")) of the \(type("aws_vpc_endpoint")) of \(endpoint)"
        return self == .cloudformation
            ? "add \(table) to \(list), which gives it the route: CloudFormation has no resource for one table of it"
            : "the route comes with the endpoint; if \(list) lists its tables, add \(table) there instead"
    }

    /// How a gateway endpoint loses a table, by their names.
    func outOfEndpoint(table: String, _ endpoint: String) -> String {
        let list = "\(key("route_table_ids")) of the \(type("aws_vpc_endpoint")) of \(endpoint)"
        let other = self == .cloudformation ? "" : ", or delete its \(type("aws_vpc_endpoint_route_table_association"))"
        return "take \(table) out of \(list)\(other)"
    }
}
