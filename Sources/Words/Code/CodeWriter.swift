import CoreModel

/// Writes steps of a change in one language.
protocol CodeWriter {
    /// The language.
    var form: CodeForm { get }
    /// A resource; `name` is its own among those that are written together, made of its words.
    func text(_ resource: CodeResource, name: String) -> String
    /// A block of a resource that is there; nil where the language writes a resource instead.
    func text(block: String, _ attributes: [(key: String, value: CodeResource.Value)]) -> String?
    /// A resource's name in the language, of words.
    func name(_ words: String) -> String
}

extension CodeWriter {
    /// An id as it is written: the name of its own that the code at hand has for it, else the id in quotes.
    func plainID(_ id: TextID, _ inventory: Inventory) -> String { CodeText.quoted(inventory[id]) }
}

/// Terraform.
struct TerraformCode: CodeWriter {
    let inventory: Inventory
    /// The file of the thing that is changed: only its own names mean something in it.
    var file: Int?
    let form = CodeForm.terraform

    func text(_ resource: CodeResource, name: String) -> String {
        "resource \"\(resource.type)\" \"\(name)\" {\n\(TerraformText.rows(rows(resource.attributes)))}"
    }

    func text(block: String, _ attributes: [(key: String, value: CodeResource.Value)]) -> String? {
        "\(block) {\n\(TerraformText.rows(rows(attributes)))}"
    }

    func name(_ words: String) -> String { CodeText.snake(words) }

    private func rows(_ attributes: [(key: String, value: CodeResource.Value)]) -> [(String, String)] {
        attributes.map { ($0.key, text($0.value)) }
    }

    private func text(_ value: CodeResource.Value) -> String {
        switch value {
        case .text(let text): TerraformText.quoted(text)
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .id(let id): reference(id)
        case .ids(let ids): "[\(ids.map(reference).joined(separator: ", "))]"
        case .texts(let texts): "[\(texts.map { TerraformText.quoted($0) }.joined(separator: ", "))]"
        case .items(let items): "[\(items.map(item).joined(separator: ", "))]"
        }
    }

    private func item(_ item: CodeResource.Item) -> String {
        "{ \(rows(item.attributes).map { "\($0.0) = \($0.1)" }.joined(separator: ", ")) }"
    }

    /// `aws_security_group.rds.id`: a resource of a module cannot be named from outside it.
    private func reference(_ id: TextID) -> String {
        guard let own = inventory.codeName(of: id, .terraform, file: file), !own.hasPrefix("module.") else {
            return TerraformText.quoted(inventory[id])
        }
        return "\(own).id"
    }
}

/// Pulumi, TypeScript: the AWS provider's resources under other names.
struct PulumiCode: CodeWriter {
    let inventory: Inventory
    let form = CodeForm.pulumi

    static let types = [
        "aws_vpc_security_group_ingress_rule": "aws.vpc.SecurityGroupIngressRule",
        "aws_vpc_security_group_egress_rule": "aws.vpc.SecurityGroupEgressRule",
        "aws_network_acl_rule": "aws.ec2.NetworkAclRule", "aws_route": "aws.ec2.Route",
        "aws_internet_gateway_attachment": "aws.ec2.InternetGatewayAttachment",
        "aws_vpn_gateway_attachment": "aws.ec2.VpnGatewayAttachment", "aws_eip_association": "aws.ec2.EipAssociation",
        "aws_vpc_peering_connection_accepter": "aws.ec2.VpcPeeringConnectionAccepter",
        "aws_vpc_block_public_access_exclusion": "aws.ec2.VpcBlockPublicAccessExclusion",
        "aws_ec2_transit_gateway_route": "aws.ec2transitgateway.Route",
        "aws_ec2_transit_gateway_route_table_association": "aws.ec2transitgateway.RouteTableAssociation",
        "aws_ec2_transit_gateway_route_table_propagation": "aws.ec2transitgateway.RouteTablePropagation",
        "aws_security_group": "aws.ec2.SecurityGroup", "aws_network_acl": "aws.ec2.NetworkAcl",
        "aws_default_network_acl": "aws.ec2.DefaultNetworkAcl", "aws_route_table": "aws.ec2.RouteTable",
        "aws_ec2_transit_gateway": "aws.ec2transitgateway.TransitGateway",
        "aws_ec2_transit_gateway_vpc_attachment": "aws.ec2transitgateway.VpcAttachment",
        "aws_vpc_endpoint": "aws.ec2.VpcEndpoint",
        "aws_vpc_endpoint_route_table_association": "aws.ec2.VpcEndpointRouteTableAssociation",
        "aws_lb": "aws.lb.LoadBalancer", "aws_elb": "aws.elb.LoadBalancer", "aws_db_instance": "aws.rds.Instance",
        "aws_rds_cluster": "aws.rds.Cluster", "aws_docdb_cluster": "aws.docdb.Cluster",
        "aws_neptune_cluster": "aws.neptune.Cluster", "aws_db_proxy": "aws.rds.Proxy",
        "aws_elasticache_replication_group": "aws.elasticache.ReplicationGroup",
        "aws_lambda_function": "aws.lambda.Function", "aws_ecs_service": "aws.ecs.Service",
        "aws_efs_mount_target": "aws.efs.MountTarget",
    ]

    /// What Terraform's blocks of a name are called as a list: `route` is `routes`, `ingress` and `egress` stay.
    static func list(_ block: String) -> String { block == "route" ? "routes" : block }

    func text(_ resource: CodeResource, name: String) -> String {
        "new \(form.type(resource.type))(\(CodeText.quoted(name)), {\n\(rows(resource.attributes))});"
    }

    /// An element of the list that Terraform has blocks for.
    func text(block: String, _ attributes: [(key: String, value: CodeResource.Value)]) -> String? {
        "{\n\(rows(attributes))},"
    }

    func name(_ words: String) -> String { CodeText.kebab(words) }

    private func rows(_ attributes: [(key: String, value: CodeResource.Value)]) -> String {
        attributes.map { "    \(CodeText.lowerCamel($0.key)): \(text($0.value)),\(remark($0.value))\n" }.joined()
    }

    private func text(_ value: CodeResource.Value) -> String {
        switch value {
        case .text(let text): CodeText.quoted(text)
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .id(let id): CodeText.quoted(inventory[id])
        case .ids(let ids): "[\(ids.map { CodeText.quoted(inventory[$0]) }.joined(separator: ", "))]"
        case .texts(let texts): "[\(texts.map(CodeText.quoted).joined(separator: ", "))]"
        case .items(let items): "[\(items.map(item).joined(separator: ", "))]"
        }
    }

    private func item(_ item: CodeResource.Item) -> String {
        "{ \(item.attributes.map { "\(CodeText.lowerCamel($0.key)): \(text($0.value))" }.joined(separator: ", ")) }"
    }

    /// A stack tells what a resource is called, and not which variable of the program holds it.
    private func remark(_ value: CodeResource.Value) -> String {
        let ids: [TextID] =
            switch value {
            case .id(let id): [id]
            case .ids(let ids): ids
            case .text, .number, .flag, .texts, .items: []
            }
        let own = ids.compactMap { inventory.codeName(of: $0, .pulumi, file: nil) }
        return own.isEmpty ? "" : " // \(CodeText.oneLine(own.joined(separator: ", ")))"
    }
}
