"""Merges the OpenAPI document of Kubernetes, Strimzi's schemas and CRDs into one JSON Schema document: definitions, and
which of them belongs to which kind. `make` runs it."""
import json, sys, yaml

KINDS = ["v1/ConfigMap", "v1/Namespace", "v1/PersistentVolumeClaim", "v1/Service", "apps/v1/Deployment", "apps/v1/StatefulSet",
         "autoscaling/v2/HorizontalPodAutoscaler", "networking.k8s.io/v1/Ingress", "networking.k8s.io/v1/NetworkPolicy",
         "policy/v1/PodDisruptionBudget"]
swagger, strimzi, *crds = sys.argv[1:]
kubernetes = json.load(open(swagger))["definitions"]
kinds, definitions = {}, {}

def strict(schema):
    """Without descriptions, and closed: only members that are named."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("x-kubernetes-int-or-string") or schema.get("format") == "int-or-string":
        return {"type": ["integer", "string"]}
    kept = {}
    for name, value in schema.items():
        if name in ("properties", "definitions"):
            kept[name] = {member: strict(one) for member, one in value.items()}
        elif name not in ("description", "title", "format", "default", "example") and not name.startswith("x-kubernetes"):
            kept[name] = strict(value)
    is_open = "additionalProperties" in kept or schema.get("x-kubernetes-preserve-unknown-fields")
    if kept.get("type") == "object" and "properties" in kept and not is_open:
        kept["additionalProperties"] = False
    return kept

def take(name):
    """Takes a definition of Kubernetes, and all that it names."""
    if name in definitions:
        return
    definitions[name] = {"type": ["string", "number"]} if name.endswith(".Quantity") else strict(kubernetes[name])
    for other in refs(definitions[name]):
        take(other)

def refs(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix("#/definitions/")
        for one in schema.values():
            yield from refs(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from refs(one)

METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
take(METADATA)
for name, schema in kubernetes.items():
    for kind in schema.get("x-kubernetes-group-version-kind", []):
        full = "/".join(filter(None, [kind["group"], kind["version"], kind["kind"]]))
        if full in KINDS:
            take(name)
            kinds[full] = name
for crd in map(yaml.safe_load, map(open, crds)):
    for version in crd["spec"]["versions"]:
        full = "/".join([crd["spec"]["group"], version["name"], crd["spec"]["names"]["kind"]])
        schema = strict(version["schema"]["openAPIV3Schema"])
        schema["properties"]["metadata"] = {"$ref": "#/definitions/" + METADATA}
        kinds[full], definitions[full] = full, schema
for name, schema in json.load(open(strimzi)).items():
    schema = strict(schema)
    short = name.rsplit(".", 1)[1]
    if short.startswith("Kafka") and "apiVersion" in schema.get("properties", {}):
        kinds["kafka.strimzi.io/v1/" + short] = name
        schema["properties"]["metadata"] = {"$ref": "#/definitions/" + METADATA}
    definitions[name] = schema
text = json.dumps(definitions)
for wanted in sorted(set(refs(definitions))):
    if wanted.startswith("?"):
        found = [one for one in kubernetes if one.rsplit(".", 1)[1] == wanted[1:]
                 and one.startswith(("io.k8s.api.core.v1", "io.k8s.api.networking.v1", "io.k8s.apimachinery.pkg.apis.meta.v1"))]
        if found:
            take(found[0])
        text = text.replace(f'"#/definitions/{wanted}"', f'"#/definitions/{found[0] if found else "anything"}"')
definitions = {**definitions, **json.loads(text), "anything": {}}
missing = sorted(set(refs(definitions)) - set(definitions))
assert not missing, missing
print("{")
print('"kinds": ' + json.dumps(kinds, sort_keys=True, indent=1) + ",")
print('"definitions": {')
print(",\n".join(json.dumps(name) + ": " + json.dumps(definitions[name], sort_keys=True) for name in sorted(definitions)))
print("}}")
