#!/usr/bin/env python3
"""Line precision and recall of the boilerplate module on the samples in Tests/BoilerplateFilterTests/Fixtures/Lines.

  measure-samples.py WINNOW [FOLDER]     exit 1 if precision or recall is below 0.97

Each sample passes its reader (HTML as feed content) and the module; a line counts as dropped if most of its letters were."""
import os,re,sys,html,subprocess,glob,collections,unicodedata
import tempfile
binp=sys.argv[1]
src=sys.argv[2] if len(sys.argv)>2 and sys.argv[2][0]!='-' else os.path.join(os.path.dirname(os.path.abspath(__file__)),'../Tests/BoilerplateFilterTests/Fixtures/Lines')
folder=tempfile.TemporaryDirectory(); out=folder.name
S={}
for f in sorted(glob.glob(src+'/*-*.txt')+glob.glob(src+'/*-*.html')):
    n=os.path.basename(f); L=[]
    body=[]
    for l in open(f,encoding='utf8').read().split('\n'):
        if l[:2] in('+ ','- '): L.append((l[0],l[2:])); body.append(l[2:])
        else: body.append('' if l.strip()=='' else l)
    open(out+'/'+n,'w').write('\n'.join(body)); S[n]=L
o=''
for ext,fl in(('txt',''),('html','--feed')):
    r=subprocess.run([binp,'clean','--explain']+([fl] if fl else [])+sorted(glob.glob(f'{out}/*.{ext}')),capture_output=True,text=True); o+=r.stdout
    if not r.stdout: print(r.stderr[:500])
docs={};cur=None
for l in o.split('\n'):
    if l.startswith('== '): cur=docs[os.path.basename(l[3:].strip())]=[]; continue
    if cur is None: continue
    m=re.match(r'^([+-]) \[(.*)\]$',l)
    if m: cur.append([m.group(1),m.group(2),'']); continue
    if l[:2] in('+ ','- ') and cur: cur[-1][2]+=l[4:]+' '
norm=lambda s:''.join(c for c in unicodedata.normalize('NFKC',s).casefold() if c.isalnum() or unicodedata.category(c)[0]=='M' )
T=collections.defaultdict(lambda:[0,0,0,0]) # tp fp fn tn
bad=[]
for n,L in S.items():
    if n not in docs: print('missing',n); continue
    chars='';flags=[];rules=[]
    for k,rule,t in docs[n]:
        x=norm(t); chars+=x; flags+=[k]*len(x); rules+=[rule]*len(x)
    pos=0
    for lab,text in L:
        t=text
        if n.endswith('.html'): t=html.unescape(re.sub(r'<[^>]+>','',text))
        x=norm(re.sub(r'^\s*\(?\d{1,3}[.)] ','',t))
        if not x:
            continue
        i=chars.find(x,pos)
        if i<0: i=chars.find(x)
        if i<0: drop=True; rule='(missing)'
        else:
            pos=i+len(x); d=flags[i:i+len(x)].count('-'); drop=d*2>len(x); rule=rules[i]
        lang='-'.join(n.split('-')[:-1])
        for key in ('ALL',lang,'ext '+n.split('.')[-1]):
            T[key][(0 if drop else 2) if lab=='-' else (1 if drop else 3)]+=1
        if (lab=='-')!=drop: bad.append((lab,n,rule,text))
def pr(t): return t[0]/max(1,t[0]+t[1]), t[0]/max(1,t[0]+t[2])
for k in sorted(T): print('%-10s P %.3f R %.3f'%((k,)+pr(T[k])),T[k])
if '--show' in sys.argv:
    for b in sorted(bad): print(' | '.join(b))
sys.exit(0 if min(pr(T['ALL']))>=0.97 else 1)
